/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.measure;

/**
 * One number of one round.
 *
 * @param scenario for example {@code catch-up}
 * @param contender whose number it is, by its title
 * @param metric what was measured
 * @param round from 1
 * @param value the number, in the unit of the metric
 */
public record Measurement(
    String scenario, String contender, Metric metric, int round, double value) {}

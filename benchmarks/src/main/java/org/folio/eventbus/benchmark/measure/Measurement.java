/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.measure;

/**
 * One value of one round.
 *
 * @param scenario for example {@code catch-up}
 * @param contender the title of the contender
 * @param metric the metric
 * @param round from 1
 * @param value the value in the unit of the metric
 */
public record Measurement(
    String scenario, String contender, Metric metric, int round, double value) {}

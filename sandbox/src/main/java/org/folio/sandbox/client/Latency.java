/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.client;

/**
 * Milliseconds from the end of the publishing transaction to the end of the applying one, both read
 * just before the commit.
 *
 * @param events number of measured events
 */
public record Latency(double median, double percentile99, long events) {}

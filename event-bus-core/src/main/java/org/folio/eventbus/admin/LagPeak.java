/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin;

import java.time.Instant;

/**
 * The highest lag of a subscription within five minutes, over all instances of the module.
 *
 * @param from when the five minutes began
 * @param events records that were not finished, in memory or not yet read
 * @param seconds age of the oldest record in memory
 */
public record LagPeak(Instant from, long events, double seconds) {}

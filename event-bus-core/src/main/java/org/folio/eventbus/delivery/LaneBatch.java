/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.delivery;

import java.util.List;
import java.util.Map;

/**
 * The deliveries that a lane works on.
 *
 * @param deliveries of one tenant
 * @param patience how long, and how many, deliveries may wait for their predecessors
 * @param heldBefore deliveries that were held before, and since when
 * @param failures number of transient failures of the batch so far
 * @param failingSince when the first of these attempts began; meaningless without failures
 */
public record LaneBatch(
    List<Delivery> deliveries,
    Patience patience,
    Map<Delivery, Held> heldBefore,
    int failures,
    long failingSince) {}

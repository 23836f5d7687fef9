/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.delivery;

import java.util.List;
import java.util.Map;

/**
 * What a lane works on.
 *
 * @param deliveries of one tenant
 * @param patience how long and how many of them may wait for their predecessors
 * @param heldBefore deliveries that had been held before, and since when
 * @param failures how often the batch has failed before, for passing reasons
 * @param failingSince when the first of these attempts began; of no meaning without failures
 */
public record LaneBatch(
    List<Delivery> deliveries,
    Patience patience,
    Map<Delivery, Held> heldBefore,
    int failures,
    long failingSince) {}

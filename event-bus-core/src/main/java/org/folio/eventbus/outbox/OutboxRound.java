/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.outbox;

import java.util.List;

/**
 * The events that one round relays from some lanes of the outbox.
 *
 * @param rows in order; immutable
 * @param more whether one of the lanes may have held further rows when these were read
 */
public record OutboxRound(List<OutboxRow> rows, boolean more) {

  /** Copies the list. */
  public OutboxRound {
    rows = List.copyOf(rows);
  }
}

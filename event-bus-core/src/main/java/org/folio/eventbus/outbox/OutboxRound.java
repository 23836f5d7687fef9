/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.outbox;

import java.util.List;

/**
 * What is relayed from some lanes of the outbox in one go.
 *
 * @param rows in order; immutable
 * @param more whether further rows may have waited in one of the lanes when these were read
 */
public record OutboxRound(List<OutboxRow> rows, boolean more) {

  /** A round with a list of its own. */
  public OutboxRound {
    rows = List.copyOf(rows);
  }
}

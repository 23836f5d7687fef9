/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The effect of an event on the circulation log.
 *
 * @param records in a fixed order; empty for an empty list of requests
 * @param forgotten id of the loan or the request whose patron is removed from all records, older
 *     and later ones; null if none is
 */
public record Logged(List<LogRecord> records, @Nullable String forgotten) {

  /** Copies the list. */
  public Logged {
    records = List.copyOf(records);
  }

  static Logged of(List<LogRecord> records) {
    return new Logged(records, null);
  }

  static Logged of(LogRecord record) {
    return new Logged(List.of(record), null);
  }
}

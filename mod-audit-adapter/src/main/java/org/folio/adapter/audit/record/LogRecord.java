/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit.record;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record of the circulation log (contract: mod-audit 3.2); an unknown value is null.
 *
 * @param object the kind of object, for example {@code Loan}
 * @param action the action on it, for example {@code Checked out}
 * @param date the time of the action
 * @param source the person or system that acted
 */
public record LogRecord(
    @Nullable String userBarcode,
    List<LoggedItem> items,
    String object,
    @Nullable String action,
    Instant date,
    @Nullable String servicePointId,
    @Nullable String source,
    @Nullable String description,
    Links links) {

  static final String LOAN = "Loan";
  static final String REQUEST = "Request";
  static final String NOTICE = "Notice";
  static final String FEE_FINE = "Fee/Fine";
  static final String MANUAL_BLOCK = "Manual Block";
  static final String NOT_APPLICABLE = "N/A";

  /** The source of actions that no person took. */
  static final String SYSTEM = "System";

  /** Copies the list. */
  public LogRecord {
    items = List.copyOf(items);
  }

  /** Omits the values, which are personal data. */
  @Override
  public String toString() {
    return object + " / " + action;
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

/** What the value of a record of FOLIO's own producers is, on a topic of one type. */
public enum ValueForm {
  /** A business event: its payload flat, or inside of one of the forms that FOLIO wraps it in. */
  BUSINESS_EVENT,
  /**
   * A domain event of a storage module: {@code id}, {@code type}, {@code tenant}, {@code timestamp}
   * and {@code data} with the old and the new row. The payload is the whole value, and the key that
   * of the record.
   */
  DOMAIN_EVENT
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile.storage;

/** Storage has returned an unreadable record. The message contains no id. */
public final class UnreadableRecordException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnreadableRecordException(String path, RuntimeException cause) {
    super("GET " + path + " was answered with a record that cannot be read", cause);
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage.lookup;

/**
 * An event names a record that no other module has. A retry does not help: the event parks until an
 * operator corrects the cause.
 */
public final class MissingRecordException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * Creates the exception.
   *
   * @param sentence says what is missing and what to do; it contains no ids and no barcodes
   */
  public MissingRecordException(String sentence) {
    super(sentence);
  }
}

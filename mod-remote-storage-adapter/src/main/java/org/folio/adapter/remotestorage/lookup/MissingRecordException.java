/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage.lookup;

/**
 * An event names a record that other modules do not have. Repeating changes nothing: the event
 * parks until somebody has looked after it.
 */
public final class MissingRecordException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** What is missing, and what to do; without ids and barcodes. */
  public MissingRecordException(String sentence) {
    super(sentence);
  }
}

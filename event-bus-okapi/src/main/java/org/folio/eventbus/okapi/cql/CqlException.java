/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.cql;

/** A query that is invalid or not supported; the message is for its author. */
public final class CqlException extends RuntimeException {

  private final int position;

  CqlException(int position, String sentence) {
    super("CQL query is wrong at character " + (position + 1) + ": " + sentence);
    this.position = position;
  }

  /** Position in the query, from 0. */
  public int position() {
    return position;
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.store;

import io.vertx.pgclient.PgException;

/** Distinguishes data that PostgreSQL can never store from all other rejections. */
public final class Unstorable {

  // Data exceptions, and limits such as the size of an index entry. PostgreSQL rejects the same row
  // on every attempt.
  private static final String DATA = "22";
  private static final String LIMIT = "54";

  private Unstorable() {}

  /** Whether a statement failed because of the data to store. */
  public static boolean is(Throwable failure) {
    return failure instanceof PgException refused
        && refused.getSqlState() != null
        && (refused.getSqlState().startsWith(DATA) || refused.getSqlState().startsWith(LIMIT));
  }

  /** Describes the failure; PostgreSQL's own message may hold a part of the payload. */
  public static String sentence(Throwable failure) {
    return "PostgreSQL cannot store what the record holds (SQLSTATE %s)"
        .formatted(((PgException) failure).getSqlState());
  }
}

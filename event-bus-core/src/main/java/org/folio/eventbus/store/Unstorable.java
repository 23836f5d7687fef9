/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.store;

import io.vertx.pgclient.PgException;

/** Tells what PostgreSQL will never store from all else that it may refuse. */
public final class Unstorable {

  // Data exceptions, and limits such as the size of an index entry. The same row is refused again,
  // however often it is tried.
  private static final String DATA = "22";
  private static final String LIMIT = "54";

  private Unstorable() {}

  /** Whether a statement failed for what was to be stored. */
  public static boolean is(Throwable failure) {
    return failure instanceof PgException refused
        && refused.getSqlState() != null
        && (refused.getSqlState().startsWith(DATA) || refused.getSqlState().startsWith(LIMIT));
  }

  /** What to say about it; the message of PostgreSQL may hold a part of the payload. */
  public static String sentence(Throwable failure) {
    return "PostgreSQL cannot store what the record holds (SQLSTATE %s)"
        .formatted(((PgException) failure).getSqlState());
  }
}

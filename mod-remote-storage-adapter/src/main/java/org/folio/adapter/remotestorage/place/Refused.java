/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage.place;

import io.vertx.pgclient.PgException;
import java.util.List;
import org.folio.eventbus.okapi.ErrorBody;
import org.folio.eventbus.okapi.HttpFailure;

/** Answers to what the tables' constraints refuse, with mod-remote-storage's codes. */
final class Refused {

  static final String TYPE = "-1";
  static final String CODE = "Constraint violation";

  private static final String DUPLICATE_KEY = "23505";
  private static final String FOREIGN_KEY_VIOLATION = "23503";

  private Refused() {}

  static Throwable explained(Throwable failure) {
    if (!(failure instanceof PgException refused)) {
      return failure;
    }
    return switch (refused.getSqlState()) {
      case DUPLICATE_KEY -> violation("There is a configuration of this id already");
      case FOREIGN_KEY_VIOLATION ->
          violation(
              "A location belongs to a configuration that exists; add the configuration first,"
                  + " remove the mapping first");
      default -> failure;
    };
  }

  private static HttpFailure violation(String sentence) {
    return HttpFailure.invalid(new ErrorBody(sentence, TYPE, CODE, List.of()));
  }
}

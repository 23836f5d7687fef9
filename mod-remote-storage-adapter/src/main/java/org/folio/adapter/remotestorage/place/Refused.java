/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage.place;

import io.vertx.pgclient.PgException;
import java.util.List;
import org.folio.eventbus.okapi.http.ErrorBody;
import org.folio.eventbus.okapi.http.HttpFailure;

/** Answers to violations of the tables' constraints, with mod-remote-storage's codes. */
final class Refused {

  static final String TYPE = "-1";
  static final String CODE = "Constraint violation";

  private static final String DUPLICATE_KEY = "23505";

  private Refused() {}

  static Throwable explained(Throwable failure) {
    return failure instanceof PgException refused && refused.getSqlState().equals(DUPLICATE_KEY)
        ? violation("There is a configuration of this id or name already")
        : failure;
  }

  private static HttpFailure violation(String sentence) {
    return HttpFailure.invalid(new ErrorBody(sentence, TYPE, CODE, List.of()));
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import org.folio.eventbus.base.value.Violation;

/**
 * FOLIO's errors object, the body of a 422 (contract: RAML Module Builder, schema {@code errors}).
 *
 * @param errors at least one entry
 */
public record Errors(List<ErrorBody> errors) {

  /** Copies the list. */
  public Errors {
    errors = List.copyOf(errors);
  }

  /** An object with a single entry. */
  public static Errors of(ErrorBody error) {
    return new Errors(List.of(error));
  }

  /** One entry per violation; a missing value is written as the text {@code null}. */
  public static Errors of(List<Violation> violations) {
    return new Errors(violations.stream().map(Errors::entry).toList());
  }

  private static ErrorBody entry(Violation violation) {
    return new ErrorBody(
        violation.message(),
        ErrorBody.TYPE,
        violation.code(),
        List.of(
            new ErrorBody.Parameter(
                violation.path(), Objects.requireNonNullElse(violation.value(), "null"))));
  }

  /** The JSON form; the counter's name is {@code total_records}, unlike in collections. */
  public JsonObject json() {
    JsonArray list = new JsonArray();
    errors.forEach(error -> list.add(error.json()));
    return new JsonObject().put("errors", list).put("total_records", errors.size());
  }
}

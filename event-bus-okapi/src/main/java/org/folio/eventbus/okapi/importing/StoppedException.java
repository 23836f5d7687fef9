/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.folio.eventbus.base.value.Violation;
import org.folio.eventbus.okapi.http.ErrorBody;
import org.folio.eventbus.okapi.http.ErrorBody.Parameter;
import org.folio.eventbus.okapi.http.Errors;
import org.folio.eventbus.okapi.http.HttpFailure;

/** A stream has reached an invalid line; all lines before it are committed. */
final class StoppedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient ImportProgress progress;
  private final transient EventLine line;

  StoppedException(ImportProgress progress, EventLine line) {
    super("Line " + line.number() + " of import " + progress.id() + " is not valid");
    this.progress = progress;
    this.line = line;
  }

  /**
   * 422 with an entry per violation, each with the line number and the number of committed lines.
   */
  HttpFailure answer() {
    List<ErrorBody> errors = new ArrayList<>();
    for (Violation violation : line.violations()) {
      errors.add(
          new ErrorBody(
              violation.message(),
              ErrorBody.TYPE,
              violation.code(),
              List.of(
                  new Parameter(
                      violation.path(), Objects.requireNonNullElse(violation.value(), "null")),
                  new Parameter("line", Long.toString(line.number())),
                  new Parameter("committedLines", Long.toString(progress.lines())),
                  new Parameter("import", progress.id()))));
    }
    return HttpFailure.errors(422, new Errors(errors));
  }
}

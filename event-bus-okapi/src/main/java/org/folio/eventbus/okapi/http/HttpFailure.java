/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.http;

import java.time.Duration;
import java.util.List;
import org.folio.eventbus.base.value.Violation;
import org.jspecify.annotations.Nullable;

/**
 * A failure with its response: thrown, or used to fail a future, in any route. Its text reaches the
 * client, so it contains nothing secret or personal that the client did not send.
 */
public final class HttpFailure extends RuntimeException {

  private final transient Answer answer;

  private HttpFailure(Answer answer, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.answer = answer;
  }

  /** A plain sentence. */
  public static HttpFailure text(int status, String sentence) {
    return new HttpFailure(Answer.text(status, sentence), sentence, null);
  }

  /** A plain sentence, with the cause for the log only. */
  public static HttpFailure text(int status, String sentence, Throwable cause) {
    return new HttpFailure(Answer.text(status, sentence), sentence, cause);
  }

  /** A plain sentence with {@code Retry-After}. */
  public static HttpFailure later(int status, Duration wait, String sentence) {
    return new HttpFailure(Answer.text(status, sentence).retryAfter(wait), sentence, null);
  }

  /** FOLIO's errors object. */
  public static HttpFailure errors(int status, Errors errors) {
    return new HttpFailure(
        Answer.json(status, errors.json()), errors.errors().get(0).message(), null);
  }

  /** 422 with one entry per violation. */
  public static HttpFailure invalid(List<Violation> violations) {
    return errors(422, Errors.of(violations));
  }

  /** 422 with a single entry. */
  public static HttpFailure invalid(ErrorBody error) {
    return errors(422, Errors.of(error));
  }

  /** The response to the client. */
  public Answer answer() {
    return answer;
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.http;

import java.util.Optional;
import org.folio.eventbus.okapi.OkapiException;
import org.folio.eventbus.okapi.http.HttpFailure;

/** Names failed queries through Okapi in an answer that is otherwise complete. */
public final class Unanswered {

  private static final int NO_ADDRESS = 400;

  private Unanswered() {}

  /**
   * Why a call through Okapi has no answer.
   *
   * @param failure of work in which calls through Okapi had a part
   * @return a sentence; empty if the failure has another reason
   */
  public static Optional<String> sentence(Throwable failure) {
    if (failure instanceof OkapiException) {
      return Optional.ofNullable(failure.getMessage());
    }
    if (failure instanceof HttpFailure answer) {
      return answer.getCause() instanceof OkapiException call
          ? Optional.ofNullable(call.getMessage())
          : Optional.ofNullable(answer.getMessage())
              .filter(text -> answer.answer().status() == NO_ADDRESS);
    }
    return Optional.empty();
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.patron;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.folio.eventbus.console.module.ModuleAnswer;

/**
 * How many loan events of a patron were published.
 *
 * @param given the last number that a module has given; 0 if none has
 * @param silent the names of modules that did not answer, each with its reason
 */
public record PublishedLoanEvents(long given, List<String> silent) {

  /** The stream of the events that are counted. */
  static final String STREAM = "circulation.loan-events";

  /** What modules are asked. */
  public static Map<String, String> question(String user) {
    Map<String, String> question = new LinkedHashMap<>();
    question.put("stream", STREAM);
    question.put("key", user);
    // Of the answer only its end is of interest here, and that stands beside the list.
    question.put("from", "1");
    question.put("limit", "1");
    return question;
  }

  /** Reads the answers. */
  public static PublishedLoanEvents of(List<ModuleAnswer> answers) {
    return new PublishedLoanEvents(
        answers.stream().mapToLong(one -> one.body().path("given").asLong()).max().orElse(0),
        answers.stream()
            .filter(one -> !one.answered())
            .map(one -> one.module().name() + ": " + one.failure())
            .toList());
  }
}

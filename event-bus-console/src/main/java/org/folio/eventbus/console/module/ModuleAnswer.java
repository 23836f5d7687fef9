/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.module;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A module's answer, or why there is none.
 *
 * @param status HTTP status; 0 if no answer arrived
 * @param body a missing node if there is no JSON
 * @param failure a sentence if it is not a good answer, else empty text
 * @param date the time of the answer by the module's clock, exact to a second, if it was sent
 * @param received the time of arrival by the local clock
 * @param took how long it took
 */
public record ModuleAnswer(
    EventBusModule module,
    int status,
    JsonNode body,
    String failure,
    Optional<Instant> date,
    Instant received,
    Duration took) {

  private static final int BAD_REQUEST = 400;

  /** No answer arrived. */
  public static ModuleAnswer none(EventBusModule module, String failure, Duration took) {
    return new ModuleAnswer(
        module, 0, MissingNode.getInstance(), failure, Optional.empty(), Instant.now(), took);
  }

  /** Whether it is a good answer. */
  public boolean good() {
    return failure.isEmpty();
  }

  /**
   * Whether the module has answered: a good answer, or that the question does not apply to it, as
   * for a tenant without the module.
   */
  public boolean answered() {
    return good() || status == BAD_REQUEST;
  }

  /** Whether it represents the module better than another instance's answer. */
  boolean saysMoreThan(ModuleAnswer other) {
    return good() ? !other.good() : answered() && !other.answered();
  }
}

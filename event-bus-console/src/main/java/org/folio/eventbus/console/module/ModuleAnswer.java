/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.module;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a module answers, or why it does not.
 *
 * @param status HTTP status; 0 if nothing came
 * @param body a missing node if there is no JSON
 * @param failure a sentence if it is no good answer, else empty text
 * @param date when it was given by the module's clock, exact to a second, if that was told
 * @param received when it arrived by the clock here
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

  /** That nothing came. */
  public static ModuleAnswer none(EventBusModule module, String failure, Duration took) {
    return new ModuleAnswer(
        module, 0, MissingNode.getInstance(), failure, Optional.empty(), Instant.now(), took);
  }

  /** Whether it is what was asked for. */
  public boolean good() {
    return failure.isEmpty();
  }

  /**
   * Whether the module has had its say: a good answer, or that the question makes no sense to it,
   * as for a tenant that has not enabled it.
   */
  public boolean answered() {
    return good() || status == BAD_REQUEST;
  }

  /** Whether it rather than another instance's answer stands for the module. */
  boolean saysMoreThan(ModuleAnswer other) {
    return good() ? !other.good() : answered() && !other.answered();
  }
}

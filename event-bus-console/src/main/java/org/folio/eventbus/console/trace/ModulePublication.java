/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.trace;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import org.folio.eventbus.console.output.Text;
import org.jspecify.annotations.Nullable;

/**
 * A publishing module's knowledge of an event.
 *
 * @param verdict {@code NEVER_PUBLISHED}, {@code COMMITTED_NOT_SENT}, {@code PARKED} or {@code
 *     SENT}
 * @param occurredAt when the fact happened; null, like all further parameters, if it was never
 *     published
 * @param committedAt when it was committed to the outbox
 * @param sentAt when brokers acknowledged it; null, like its position, if they have not
 * @param cause why brokers reject it
 * @param derivedFrom storage's record that the witness derived it from; null if the module that
 *     caused the fact published it itself
 * @param explanation the evidence for the verdict, if the module gives it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModulePublication(
    String module,
    String verdict,
    @Nullable String occurredAt,
    @Nullable String committedAt,
    @Nullable String sentAt,
    @Nullable String topic,
    @Nullable Integer partition,
    @Nullable Long offset,
    @Nullable String cause,
    @Nullable String derivedFrom,
    @Nullable String explanation) {

  /** The module knows nothing about it. */
  public static final String NEVER = "NEVER_PUBLISHED";

  /** It waits in the outbox. */
  public static final String NOT_SENT = "COMMITTED_NOT_SENT";

  /** It is on Kafka. */
  public static final String SENT = "SENT";

  static ModulePublication of(String module, JsonNode life) {
    JsonNode found = life.path("publication");
    boolean placed = found.has("topic");
    return new ModulePublication(
        module,
        Text.of(life, "verdict"),
        optional(found, "occurredAt"),
        optional(found, "storedAt"),
        optional(found, "sentAt"),
        optional(found, "topic"),
        placed ? found.path("partition").asInt() : null,
        placed ? found.path("offset").asLong() : null,
        optional(found, "cause"),
        optional(found, "derivedFrom"),
        optional(life, "explanation"));
  }

  boolean known() {
    return !verdict.equals(NEVER);
  }

  static @Nullable String optional(JsonNode object, String member) {
    String text = Text.of(object, member);
    return text.isEmpty() ? null : text;
  }
}

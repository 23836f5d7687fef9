/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.park;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.folio.eventbus.Event;
import org.folio.eventbus.admin.key.ParkedState;
import org.folio.eventbus.base.wire.EventHeaders;
import org.folio.eventbus.topic.EventTopics;
import org.jspecify.annotations.Nullable;

/**
 * A parked record, stored as it was delivered, so that it can be read again when the cause is
 * removed.
 *
 * @param source the record
 * @param stream its stream
 * @param event the event in it, or null if it is unreadable
 * @param state why it waits
 * @param cause why it cannot be applied, or null if it only waits behind another
 */
public record ParkedRecord(
    ConsumerRecord<byte[], byte[]> source,
    String stream,
    @Nullable Event event,
    ParkedState state,
    @Nullable String cause) {

  // PostgreSQL's text cannot store this character.
  private static final char NUL = '\0';
  private static final char REPLACEMENT = '\uFFFD';

  /** A record of the given topic. */
  public static ParkedRecord of(
      ConsumerRecord<byte[], byte[]> source,
      EventTopics topics,
      @Nullable Event event,
      ParkedState state,
      @Nullable String cause) {
    String stream = event == null ? topics.streamOf(source.topic()) : event.stream();
    return new ParkedRecord(
        source, stream, event, state, cause == null ? null : cause.replace(NUL, REPLACEMENT));
  }

  String key() {
    return event == null ? storable(source.key()) : event.key();
  }

  JsonObject headers() {
    JsonObject headers = new JsonObject();
    for (Header header : source.headers()) {
      // FOLIO's native producers write the caller's access token into a header.
      if (!header.key().equalsIgnoreCase(EventHeaders.TOKEN)) {
        headers.put(
            storable(header.key().getBytes(StandardCharsets.UTF_8)), storable(header.value()));
      }
    }
    return headers;
  }

  private static String storable(byte @Nullable [] bytes) {
    return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8).replace(NUL, REPLACEMENT);
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.logrecord;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.folio.eventbus.EventType;
import org.folio.eventbus.PayloadKinds;
import org.folio.eventbus.base.value.UuidForm;
import org.folio.eventbus.logrecord.LogRecordShape.Producer;

/**
 * The event type {@value #TYPE}, which two modules publish, each on a stream of its own and with
 * kinds of its own.
 */
public final class LogRecords {

  /** The name of the type on both streams. */
  public static final String TYPE = "LOG_RECORD";

  private static final String KIND = "logEventType";

  private LogRecords() {}

  /** The type as mod-circulation publishes it. */
  public static EventType ofCirculation(String stream) {
    return type(stream, "circulationLogRecord.json", Producer.CIRCULATION);
  }

  /** The type as mod-feesfines publishes it. */
  public static EventType ofFeesFines(String stream) {
    return type(stream, "feesFinesLogRecord.json", Producer.FEES_FINES);
  }

  private static EventType type(String stream, String schema, Producer producer) {
    Map<String, LogRecordShape> shapes = new HashMap<>();
    Map<String, String> schemas = new HashMap<>();
    for (LogRecordKind kind : LogRecordKind.values()) {
      kind.shape(producer)
          .ifPresent(
              shape -> {
                shapes.put(kind.name(), shape);
                schemas.put(kind.name(), shape.schema());
              });
    }
    return new EventType(
        TYPE, stream, payload -> key(shapes, payload), schema, new PayloadKinds(KIND, schemas));
  }

  private static Optional<String> key(Map<String, LogRecordShape> shapes, JsonNode payload) {
    LogRecordShape shape = shapes.get(payload.path(KIND).asText());
    if (shape == null) {
      return Optional.empty();
    }
    for (JsonPointer place : shape.keys()) {
      String id = payload.at(place).textValue();
      // An account may hold any text where a loan's id belongs; such texts are no keys.
      if (id != null && UuidForm.matches(id)) {
        return Optional.of(id);
      }
    }
    return Optional.empty();
  }
}

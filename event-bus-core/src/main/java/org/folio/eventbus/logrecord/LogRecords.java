/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.logrecord;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.folio.eventbus.base.value.UuidForm;
import org.folio.eventbus.logrecord.LogRecordShape.Producer;

/** The log records that one of FOLIO's modules publishes, each kind with a schema of its own. */
public final class LogRecords {

  /** The property of a payload that names its kind. */
  public static final String KIND = "logEventType";

  /** The log records of mod-circulation. */
  public static final LogRecords OF_CIRCULATION =
      new LogRecords("circulationLogRecord.json", Producer.CIRCULATION);

  /** The log records of mod-feesfines. */
  public static final LogRecords OF_FEES_FINES =
      new LogRecords("feesFinesLogRecord.json", Producer.FEES_FINES);

  private final String schema;
  private final Map<String, LogRecordShape> shapes = new HashMap<>();
  private final Map<String, String> schemas = new HashMap<>();

  private LogRecords(String schema, Producer producer) {
    this.schema = schema;
    for (LogRecordKind kind : LogRecordKind.values()) {
      kind.shape(producer)
          .ifPresent(
              shape -> {
                shapes.put(kind.name(), shape);
                schemas.put(kind.name(), shape.schema());
              });
    }
  }

  /** File name of the schema that all kinds satisfy. */
  public String schema() {
    return schema;
  }

  /** File name of the schema of each kind. */
  public Map<String, String> schemas() {
    return Map.copyOf(schemas);
  }

  /** The key of a record; empty if its payload holds none. */
  public Optional<String> key(JsonNode payload) {
    LogRecordShape shape = shapes.get(payload.path(KIND).asText());
    if (shape == null) {
      return Optional.empty();
    }
    for (JsonPointer place : shape.keys()) {
      String id = payload.at(place).textValue();
      // An account may hold any text in the place of a loan's id; other texts are not keys.
      if (id != null && UuidForm.matches(id)) {
        return Optional.of(id);
      }
    }
    return Optional.empty();
  }
}

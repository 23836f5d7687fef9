/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A payload as one of FOLIO's own modules produces it. The set covers everything that the module's
 * code can omit, leave empty or write in another form. Every endpoint and consumer must accept all
 * of them. The folder {@code produced} holds them as JSON, one file for each module.
 *
 * @param producer the sending module, for example {@code mod-circulation}
 * @param name the special feature of the payload
 * @param source the class of FOLIO's public source that produces it, in the producer by default
 * @param type the event type, for example {@code LOG_RECORD}; {@code loan} and {@code item} are
 *     domain events of storage modules
 * @param json the payload
 */
public record ProducedPayload(
    String producer, String name, String source, String type, String json) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> PRODUCERS =
      List.of(
          "mod-circulation", "mod-circulation-storage", "mod-feesfines", "mod-inventory-storage");

  /** All payloads. */
  public static List<ProducedPayload> all() {
    return PRODUCERS.stream().flatMap(producer -> of(producer).stream()).toList();
  }

  /**
   * The payloads of one module.
   *
   * @throws IllegalArgumentException if the module has none
   */
  public static List<ProducedPayload> of(String producer) {
    try (InputStream in =
        ProducedPayload.class.getResourceAsStream("produced/" + producer + ".json")) {
      if (in == null) {
        throw new IllegalArgumentException("There are no payloads of " + producer);
      }
      List<ProducedPayload> payloads = new ArrayList<>();
      for (JsonNode one : JSON.readTree(in)) {
        payloads.add(
            new ProducedPayload(
                producer,
                one.path("name").textValue(),
                one.path("source").textValue(),
                one.path("type").textValue(),
                one.path("payload").toString()));
      }
      return payloads;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For the names of tests. */
  @Override
  public String toString() {
    return producer + ": " + name;
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.base.value.UuidForm;
import org.folio.eventbus.testing.ProducedPayload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each file of {@code golden} holds a produced payload, the answers of other modules, and the
 * expected records. {@code -Dgolden.write=true} rewrites the records; review them closely.
 */
class LogKindsGoldenTest {

  private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

  static List<String> goldens() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static JsonObject read(String name) throws IOException {
    return new JsonObject(Files.readString(FOLDER.resolve(name)));
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void theRecordsAreThoseOfTheFile(String name) throws IOException {
    JsonObject golden = read(name);
    JsonObject payload = golden.getJsonObject("payload");
    Facts facts = facts(golden.getJsonObject("facts", new JsonObject()));
    Logged logged = LogKinds.logged(payload, facts, Instant.parse(golden.getString("time")));
    JsonObject found =
        new JsonObject()
            .put("asked", asked(LogKinds.needs(payload)))
            .put("records", records(logged))
            .put("forgotten", logged.forgotten());
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(FOLDER.resolve(name), golden.copy().mergeIn(found).encodePrettily() + "\n");
    }
    assertThat(found.encodePrettily())
        .isEqualTo(
            new JsonObject()
                .put("asked", golden.getValue("asked"))
                .put("records", golden.getValue("records"))
                .put("forgotten", golden.getValue("forgotten"))
                .encodePrettily());
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void thePayloadIsOneThatIsPublished(String name) throws IOException {
    JsonObject golden = read(name);
    if (golden.getBoolean("unpublished", false)) {
      return;
    }
    String payload = golden.getJsonObject("payload").encode();
    boolean valid =
        Stream.of(EventCatalog.circulationLog(), EventCatalog.feesFinesLog())
            .anyMatch(catalog -> catalog.violations("LOG_RECORD", payload).isEmpty());
    assertThat(valid).as(name).isTrue();
  }

  static List<ProducedPayload> produced() {
    return ProducedPayload.all().stream().filter(one -> one.type().equals("LOG_RECORD")).toList();
  }

  /** The ids of an answer are UUIDs, whatever text old accounts hold in their place. */
  @ParameterizedTest
  @MethodSource("produced")
  void whatFoliosProducersSendIsKept(ProducedPayload produced) {
    JsonObject body = new JsonObject(produced.json());
    LogKinds.needs(body);
    List<LogRecord> records = LogKinds.logged(body, Facts.NONE, Instant.EPOCH).records();
    assertThat(records).isNotEmpty();
    assertThat(records.stream().flatMap(one -> one.items().stream()))
        .allSatisfy(
            item ->
                assertThat(
                        Stream.of(item.itemId(), item.instanceId(), item.holdingId(), item.loanId())
                            .filter(Objects::nonNull))
                    .allMatch(UuidForm::matches));
  }

  @Test
  void everyKindHasAGolden() throws IOException {
    Set<String> kinds = new TreeSet<>();
    for (String name : goldens()) {
      kinds.add(read(name).getJsonObject("payload").getString("logEventType"));
    }
    assertThat(kinds).hasSize(18);
  }

  @Test
  void anUnknownKindIsRefused() {
    JsonObject body = new JsonObject().put("logEventType", "SOMETHING_ELSE");
    assertThat(LogKinds.isKnown(body)).isFalse();
    assertThatThrownBy(() -> LogKinds.needs(body)).isInstanceOf(IllegalArgumentException.class);
    assertThat(LogKinds.isKnown(new JsonObject().put("logEventType", 1))).isFalse();
  }

  private static Facts facts(JsonObject given) {
    return new Facts(
        of(given, "users", LogKindsGoldenTest::user),
        of(given, "usersByBarcode", LogKindsGoldenTest::user),
        of(
            given,
            "items",
            item ->
                new KnownItem(
                    item.getString("barcode"),
                    item.getString("holdingId"),
                    item.getString("instanceId"))),
        of(given, "templates", template -> template.getString("name")),
        of(given, "reasons", reason -> reason.getString("description")));
  }

  private static KnownUser user(JsonObject user) {
    return new KnownUser(
        user.getString("id"),
        user.getString("barcode"),
        user.getString("lastName"),
        user.getString("firstName"));
  }

  private static <V> Map<String, V> of(
      JsonObject facts, String name, java.util.function.Function<JsonObject, V> read) {
    Map<String, V> all = new HashMap<>();
    JsonObject given = facts.getJsonObject(name, new JsonObject());
    given.fieldNames().forEach(id -> all.put(id, read.apply(given.getJsonObject(id))));
    return all;
  }

  private static JsonObject asked(Needs needs) {
    return new JsonObject()
        .put("users", sorted(needs.users()))
        .put("barcodes", sorted(needs.barcodes()))
        .put("items", sorted(needs.items()))
        .put("templates", sorted(needs.templates()))
        .put("reasons", sorted(needs.reasons()));
  }

  private static JsonArray sorted(Set<String> ids) {
    return new JsonArray(List.copyOf(new TreeSet<>(ids)));
  }

  private static JsonArray records(Logged logged) {
    return new JsonArray(
        logged.records().stream().map(LogKindsGoldenTest::json).collect(Collectors.toList()));
  }

  private static JsonObject json(LogRecord record) {
    JsonArray items = new JsonArray();
    record.items().forEach(item -> items.add(item.json()));
    JsonObject links = new JsonObject();
    Fields.put(links, "userId", record.links().userId());
    Fields.put(links, "requestId", record.links().requestId());
    Fields.put(links, "feeFineId", record.links().feeFineId());
    Fields.put(links, "templateId", record.links().templateId());
    Fields.put(links, "noticePolicyId", record.links().noticePolicyId());
    return new JsonObject()
        .put("userBarcode", record.userBarcode())
        .put("items", items)
        .put("object", record.object())
        .put("action", record.action())
        .put("date", record.date().toString())
        .put("servicePointId", record.servicePointId())
        .put("source", record.source())
        .put("description", record.description())
        .put("linkToIds", links);
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.folio.eventbus.okapi.deliver.AdapterMode;
import org.folio.eventbus.schema.PayloadSchema;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The routes of the module; each answer is checked against its schema. */
@WithEventBusServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StorageRoutesTest {

  private static final String CONFIGURATIONS = "/remote-storage/configurations";
  private static final String MAPPINGS = "/remote-storage/mappings";

  private final OkapiDouble okapi = new OkapiDouble();
  private final KafkaBroker kafka;
  private final PostgresServer postgres;
  private RunningStorage storage;

  StorageRoutesTest(KafkaBroker kafka, PostgresServer postgres) {
    this.kafka = kafka;
    this.postgres = postgres;
  }

  @BeforeAll
  void start() {
    storage =
        new RunningStorage(
            kafka,
            postgres.newDatabase(),
            new RemoteStorageSettings(AdapterMode.OWN, okapi.settings()));
  }

  @AfterAll
  void stop() {
    storage.close();
    okapi.close();
  }

  @BeforeEach
  void begin() {
    storage.sql(
        "TRUNCATE {tables}.remote_storage_retrieval, {tables}.remote_storage_accession,"
            + " {tables}.remote_storage_mapping, {tables}.remote_storage_configuration,"
            + " {tables}.pushed_log_record");
    okapi.forget();
    okapi.knowsSamples();
  }

  private JsonObject valid(String schema, int status, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    try {
      assertThat(
              PayloadSchema.load(schema + ".json")
                  .violations(new ObjectMapper().readTree(answer.body())))
          .as(answer.body())
          .isEmpty();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return new JsonObject(answer.body());
  }

  private int status(String method, String path, JsonObject body) {
    return storage.send(method, path, body == null ? "" : body.encode()).statusCode();
  }

  @Test
  void storagesAreKeptAsTheyAreSent() {
    JsonObject sent =
        Samples.configuration().put("accessionDelay", 5).put("url", "https://annex.example.org");
    sent.remove("id");
    JsonObject added =
        valid(
            "remoteStorageConfiguration",
            201,
            storage.send(
                "POST", CONFIGURATIONS, sent.copy().put("metadata", new JsonObject()).encode()));
    String path = CONFIGURATIONS + "/" + added.remove("id");
    assertThat(added).isEqualTo(sent);
    JsonObject changed = sent.put("name", "Depot");
    assertThat(status("PUT", path, changed)).isEqualTo(204);
    assertThat(valid("remoteStorageConfiguration", 200, storage.send("GET", path, "")))
        .isEqualTo(changed.copy().put("id", path.substring(CONFIGURATIONS.length() + 1)));
    JsonObject found =
        valid(
            "remoteStorageConfigurations",
            200,
            storage.send("GET", CONFIGURATIONS + "?query=name==Depot", ""));
    assertThat(found.getInteger("totalRecords")).isEqualTo(1);
    assertThat(status("DELETE", path, null)).isEqualTo(204);
    assertThat(status("DELETE", path, null)).isEqualTo(404);
    assertThat(status("GET", path, null)).isEqualTo(404);
    assertThat(status("PUT", path, changed)).isEqualTo(404);
  }

  @Test
  void wrongStoragesAreRefused() {
    JsonObject good = Samples.configuration();
    valid("errors", 422, storage.send("POST", CONFIGURATIONS, "{\"name\":\"x\"}"));
    assertThat(
            status("POST", CONFIGURATIONS, good.copy().put("returningWorkflowDetails", "nowhere")))
        .isEqualTo(400);
    assertThat(status("POST", CONFIGURATIONS, good.copy().put("url", "a\u0000b"))).isEqualTo(400);
    assertThat(status("POST", CONFIGURATIONS, good)).isEqualTo(201);
    valid("errors", 422, storage.send("POST", CONFIGURATIONS, good.encode()));
    assertThat(status("PUT", CONFIGURATIONS + "/" + UUID.randomUUID(), good)).isEqualTo(400);
    assertThat(status("GET", CONFIGURATIONS + "?query=(", null)).isEqualTo(400);
  }

  @Test
  void aNameIsThatOfOneStorage() {
    JsonObject first = Samples.configuration();
    assertThat(status("POST", CONFIGURATIONS, first)).isEqualTo(201);
    JsonObject other = first.copy().put("id", UUID.randomUUID().toString());
    valid("errors", 422, storage.send("POST", CONFIGURATIONS, other.encode()));
    assertThat(status("POST", CONFIGURATIONS, other.put("name", "Other"))).isEqualTo(201);
    other.put("name", first.getString("name"));
    String path = CONFIGURATIONS + "/" + other.getString("id");
    valid("errors", 422, storage.send("PUT", path, other.encode()));
  }

  @Test
  void aDelayIsPositiveAndNeededWhereTheStorageIsPolled() {
    JsonObject polled = Samples.configuration().put("providerName", "DEMATIC_SD");
    polled.remove("accessionDelay");
    valid("errors", 422, storage.send("POST", CONFIGURATIONS, polled.encode()));
    for (int wrong : new int[] {0, -1}) {
      polled.put("accessionDelay", wrong);
      valid("errors", 422, storage.send("POST", CONFIGURATIONS, polled.encode()));
    }
    assertThat(status("POST", CONFIGURATIONS, polled.put("accessionDelay", 1))).isEqualTo(201);
    polled.put("accessionDelay", 0);
    String path = CONFIGURATIONS + "/" + polled.getString("id");
    valid("errors", 422, storage.send("PUT", path, polled.encode()));
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/remote-storage/configurations/x",
    "DELETE,/remote-storage/configurations/x",
    "GET,/remote-storage/mappings/x",
    "DELETE,/remote-storage/mappings/x",
    "PUT,/remote-storage/retrievals/id/x",
    "PUT,/remote-storage/accessions/id/x"
  })
  void anIdThatIsNoneIsRefused(String method, String path) {
    assertThat(status(method, path, null)).isEqualTo(400);
  }

  @Test
  void aLocationBelongsToOneStorage() {
    // A mapping may precede its storage.
    valid("remoteStorageMapping", 201, storage.send("POST", MAPPINGS, Samples.mapping().encode()));
    storage.hasStorage(Samples.configuration());
    String other = UUID.randomUUID().toString();
    assertThat(
            status(
                "POST",
                CONFIGURATIONS,
                Samples.configuration().put("id", other).put("name", "Other")))
        .isEqualTo(201);
    valid(
        "remoteStorageMapping",
        201,
        storage.send("POST", MAPPINGS, Samples.mapping().put("configurationId", other).encode()));
    JsonObject all =
        valid(
            "remoteStorageMappings",
            200,
            storage.send("GET", MAPPINGS + "?remoteStorageConfigurationId=" + other, ""));
    assertThat(all.getInteger("totalRecords")).isEqualTo(1);
    assertThat(
            valid(
                    "remoteStorageMappings",
                    200,
                    storage.send("GET", MAPPINGS + "?finalLocationId=" + Samples.LOCAL, ""))
                .getInteger("totalRecords"))
        .isZero();
    String path = MAPPINGS + "/" + Samples.REMOTE;
    assertThat(
            valid("remoteStorageMapping", 200, storage.send("GET", path, ""))
                .getString("configurationId"))
        .isEqualTo(other);
    assertThat(status("DELETE", path, null)).isEqualTo(204);
    assertThat(status("GET", path, null)).isEqualTo(404);
    assertThat(status("DELETE", CONFIGURATIONS + "/" + other, null)).isEqualTo(204);
  }

  @Test
  void retrievalsAreChosenByStateStorageAndTime() {
    storage.hasStorage(Samples.configuration());
    storage.applied(Samples.page());
    storage.applied(Samples.page());
    JsonObject all =
        valid("remoteStorageRetrievals", 200, storage.send("GET", RunningStorage.RETRIEVALS, ""));
    List<JsonObject> retrievals =
        all.getJsonArray("retrievals").stream().map(JsonObject.class::cast).toList();
    JsonObject first = retrievals.get(0);
    assertThat(status("PUT", RunningStorage.RETRIEVALS + "/id/" + first.getString("id"), null))
        .isEqualTo(204);
    assertThat(
            valid(
                    "errors",
                    404,
                    storage.send(
                        "PUT", RunningStorage.RETRIEVALS + "/id/" + first.getString("id"), ""))
                .getJsonArray("errors")
                .getJsonObject(0)
                .getString("code"))
        .isEqualTo("Not found");
    assertThat(storage.all(RunningStorage.RETRIEVALS + "?retrieved=true"))
        .singleElement()
        .satisfies(
            done -> {
              assertThat(done.getString("id")).isEqualTo(first.getString("id"));
              assertThat(done.getString("retrievedDateTime")).isNotNull();
            });
    assertThat(storage.all(RunningStorage.RETRIEVALS + "?retrieved=false"))
        .containsExactly(retrievals.get(1));
    String time = first.getString("createdDateTime").replace("+00:00", "");
    assertThat(storage.all(RunningStorage.RETRIEVALS + "?createdDate=" + time)).isNotEmpty();
    assertThat(storage.all(RunningStorage.RETRIEVALS + "?storageId=" + Samples.STORAGE)).hasSize(2);
    assertThat(storage.all(RunningStorage.RETRIEVALS + "?storageId=" + UUID.randomUUID()))
        .isEmpty();
    assertThat(storage.all(RunningStorage.RETRIEVALS + "?offset=1&limit=5")).hasSize(1);
    for (String wrong : List.of("retrieved=x", "storageId=x", "createdDate=x", "limit=-1")) {
      assertThat(status("GET", RunningStorage.RETRIEVALS + "?" + wrong, null)).isEqualTo(400);
    }
  }

  @Test
  void anItemIsFetchedOnceForAllThatWaitForIt() {
    storage.hasStorage(Samples.configuration());
    storage.applied(Samples.page());
    storage.applied(Samples.checkIn());
    String path = RunningStorage.RETRIEVALS + "/barcode/" + Samples.BARCODE;
    assertThat(status("PUT", path, null)).isEqualTo(204);
    assertThat(storage.all(RunningStorage.RETRIEVALS + "?retrieved=true")).hasSize(2);
    assertThat(status("PUT", path, null)).isEqualTo(404);
  }

  private long pushed(String where) {
    return storage.sql("SELECT FROM {tables}.pushed_log_record WHERE " + where).rowCount();
  }

  @Test
  void aPushedRecordThatIsAnsweredWith204IsKeptThroughAnOutage() {
    storage.hasStorage(Samples.configuration());
    okapi.answers(503);
    String page = Samples.page().encode();
    for (int repetition = 0; repetition < 3; repetition++) {
      assertThat(storage.send("POST", RemoteStorageStreams.HANDLER, page).statusCode())
          .isEqualTo(204);
    }
    await().atMost(RunningStorage.LIMIT).until(() -> pushed("attempts > 0") == 1);
    assertThat(storage.all(RunningStorage.RETRIEVALS)).isEmpty();
    okapi.forget();
    okapi.knowsSamples();
    await()
        .atMost(RunningStorage.LIMIT)
        .until(() -> storage.all(RunningStorage.RETRIEVALS).size() == 1);
    await().atMost(RunningStorage.LIMIT).until(() -> pushed("kept") == 1);
    storage.sql("UPDATE {tables}.pushed_log_record SET received_at = now() - interval '8 days'");
    assertThat(status("POST", "/remote-storage/pub-sub-handlers/cleanup/timer", null))
        .isEqualTo(204);
    assertThat(pushed("true")).isZero();
  }

  @Test
  void whatAsksForNothingIsNotStoredAndWhatIsWrongIsRefused() {
    JsonObject ignored = new JsonObject().put("logEventType", "LOAN").put("other", 1);
    assertThat(status("POST", RemoteStorageStreams.HANDLER, ignored)).isEqualTo(204);
    assertThat(
            status(
                "POST",
                RemoteStorageStreams.HANDLER,
                Samples.created("REQUEST_CREATED_EVENT", "Hold")))
        .isEqualTo(204);
    valid("errors", 422, storage.send("POST", RemoteStorageStreams.HANDLER, "{}"));
    JsonObject page = Samples.page();
    page.getJsonObject("payload")
        .getJsonObject("requests")
        .getJsonObject("created")
        .remove("requesterId");
    valid("errors", 422, storage.send("POST", RemoteStorageStreams.HANDLER, page.encode()));
    assertThat(pushed("true")).isZero();
  }

  @Test
  void anItemOfAnInstanceThatDoesNotExistParks() {
    storage.hasStorage(Samples.configuration());
    okapi.forget();
    storage.inventorySends(
        UUID.randomUUID().toString(), Samples.itemRecord("CREATE", null, Samples.REMOTE));
    await().atMost(RunningStorage.LIMIT).until(() -> storage.itemRecords("PARKED") == 1);
    assertThat(
            storage
                .sql("SELECT cause FROM {tables}.event_parked WHERE type = 'item'")
                .iterator()
                .next()
                .getString("cause"))
        .contains("The instance does not exist");
    assertThat(storage.all(RunningStorage.ACCESSIONS)).isEmpty();
  }

  @Test
  void itemsThatComeToTheStorageAreAccessionsOnce() {
    storage.hasStorage(Samples.configuration());
    long before = storage.itemRecords("APPLIED");
    storage.inventorySends(Samples.itemRecord("CREATE", null, Samples.REMOTE));
    storage.inventorySends(Samples.itemRecord("UPDATE", Samples.LOCAL, Samples.REMOTE));
    storage.inventorySends(Samples.itemRecord("UPDATE", Samples.REMOTE, Samples.REMOTE));
    storage.inventorySends(Samples.itemRecord("UPDATE", Samples.REMOTE, Samples.LOCAL));
    storage.inventorySends(Samples.itemRecord("DELETE", Samples.REMOTE, null));
    storage.inventorySends(Samples.itemRecord("DELETE_ALL", null, null));
    await().atMost(RunningStorage.LIMIT).until(() -> storage.itemRecords("APPLIED") == before + 6);
    JsonObject page =
        valid("remoteStorageAccessions", 200, storage.send("GET", RunningStorage.ACCESSIONS, ""));
    assertThat(page.getInteger("totalRecords")).isEqualTo(2);
    assertThat(page.getJsonArray("accessions").getJsonObject(0).getMap())
        .containsEntry("itemBarcode", Samples.BARCODE)
        .containsEntry("instanceTitle", "Peregrinations")
        .containsEntry("instanceAuthor", "Marco Polo; Rustichello")
        .containsEntry("callNumber", Samples.CALL_NUMBER)
        .containsEntry("remoteStorageId", Samples.STORAGE);
    String path = RunningStorage.ACCESSIONS + "/barcode/" + Samples.BARCODE;
    assertThat(status("PUT", path, null)).isEqualTo(204);
    assertThat(storage.all(RunningStorage.ACCESSIONS + "?accessioned=true")).hasSize(2);
  }
}

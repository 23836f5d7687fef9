/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.admin.action.Justification;
import org.folio.eventbus.admin.replay.ReplaySelection;
import org.folio.eventbus.okapi.deliver.AdapterMode;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Which log records become retrievals, and the content of these. */
@WithEventBusServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RetrievalTest {

  private final OkapiDouble okapi = new OkapiDouble();
  private final KafkaBroker kafka;
  private final PostgresServer postgres;
  private RunningStorage storage;

  RetrievalTest(KafkaBroker kafka, PostgresServer postgres) {
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
        "TRUNCATE {tables}.remote_storage_retrieval, {tables}.remote_storage_mapping,"
            + " {tables}.remote_storage_configuration");
    okapi.forget();
    okapi.server.resetRequests();
    okapi.knowsSamples();
  }

  private JsonObject only() {
    assertThat(storage.all(RunningStorage.RETRIEVALS)).hasSize(1);
    return storage.all(RunningStorage.RETRIEVALS).get(0);
  }

  private void nothingFollows(JsonObject payload) {
    storage.applied(payload);
    assertThat(storage.all(RunningStorage.RETRIEVALS)).isEmpty();
  }

  @Test
  void aPageOfAnItemInTheStorageIsARetrievalWithAllThatIsKnown() {
    storage.hasStorage(Samples.configuration());
    JsonObject page = Samples.page();
    storage.applied(page);
    JsonObject retrieval = only();
    assertThat(retrieval.getMap())
        .containsEntry("holdId", Samples.requestOf(page))
        .containsEntry("itemBarcode", Samples.BARCODE)
        .containsEntry("instanceTitle", "Peregrinations")
        .containsEntry("instanceAuthor", "Marco Polo; Rustichello")
        .containsEntry("callNumber", Samples.CALL_NUMBER)
        .containsEntry("patronBarcode", "8811")
        .containsEntry("patronName", "jdoe")
        .containsEntry("pickupLocation", "main")
        .containsEntry("requestStatus", "Open - Not yet filled")
        .containsEntry("requestNote", "Please quickly")
        .containsEntry("requestType", "PYR")
        .containsEntry("remoteStorageId", Samples.STORAGE)
        .containsKeys("id", "createdDateTime")
        .doesNotContainKey("retrievedDateTime");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Hold", "Recall"})
  void aReturnedItemThatSomebodyWaitsForIsARefile(String type) {
    storage.hasStorage(Samples.configuration());
    okapi.knowsQueue(Samples.queued("Hold", 2), Samples.queued(type, 1));
    storage.applied(Samples.checkIn());
    JsonObject retrieval = only();
    assertThat(retrieval.getMap())
        .containsEntry("requestType", "REF")
        .containsEntry("holdId", "9f8e7d6c-5b4a-4c3d-9e2f-1a0b9c8d7777")
        .containsEntry("requestStatus", "Open - In transit")
        .containsEntry("pickupLocation", "main")
        .containsEntry("patronBarcode", "8811");
  }

  @Test
  void aReturnedItemThatNobodyWaitsForIsNone() {
    storage.hasStorage(Samples.configuration());
    okapi.knowsQueue();
    nothingFollows(Samples.checkIn());
    okapi.knowsQueue(Samples.queued("Page", 1), Samples.queued("Hold", 2));
    nothingFollows(Samples.checkIn());
  }

  @ParameterizedTest
  @CsvSource({"CAIA_SOFT,Scanned to CaiaSoft", "DEMATIC_SD,Scanned to folio", "CAIA_SOFT,"})
  void otherStoragesAreNotToldOfReturns(String provider, String returning) {
    storage.hasStorage(
        Samples.configuration()
            .put("providerName", provider)
            .put("accessionDelay", 2)
            .put("returningWorkflowDetails", returning));
    nothingFollows(Samples.checkIn());
    storage.applied(Samples.page());
    assertThat(only().getString("requestType")).isEqualTo("PYR");
  }

  @Test
  void aLocationThatIsNotRemoteIsNoError() {
    storage.hasStorage(Samples.configuration());
    okapi.knowsItem(
        Samples.item().put("effectiveLocation", new JsonObject().put("id", Samples.LOCAL)));
    nothingFollows(Samples.checkIn());
    nothingFollows(Samples.page());
  }

  @Test
  void whereNothingIsRemoteNobodyIsAsked() {
    okapi.answers(503);
    nothingFollows(Samples.checkIn());
    nothingFollows(Samples.page());
    assertThat(okapi.callsForItems()).isZero();
  }

  @Test
  void aPageThroughOverrideIsARetrieval() {
    storage.hasStorage(Samples.configuration());
    storage.applied(Samples.created("REQUEST_CREATED_THROUGH_OVERRIDE_EVENT", "Page"));
    assertThat(only().getString("requestType")).isEqualTo("PYR");
  }

  @ParameterizedTest
  @ValueSource(strings = {"REQUEST_CREATED_EVENT", "REQUEST_CREATED_THROUGH_OVERRIDE_EVENT"})
  void otherNewRequestsAreNone(String kind) {
    storage.hasStorage(Samples.configuration());
    nothingFollows(Samples.created(kind, "Hold"));
    nothingFollows(Samples.created(kind, "Recall"));
  }

  @ParameterizedTest
  @CsvSource({
    "REQUEST_MOVED_EVENT,Hold,Page,1",
    "REQUEST_MOVED_EVENT,Page,Page,0",
    "REQUEST_MOVED_EVENT,Page,Hold,0",
    "REQUEST_UPDATED_EVENT,Recall,Page,1",
    "REQUEST_UPDATED_EVENT,Page,Page,0",
    "REQUEST_UPDATED_EVENT,Hold,Recall,0",
    "REQUEST_EXPIRED_EVENT,Hold,Page,0"
  })
  void aRequestIsARetrievalWhenItBecomesAPage(
      String kind, String before, String after, int retrievals) {
    storage.hasStorage(Samples.configuration());
    storage.applied(Samples.changed(kind, before, after));
    assertThat(storage.all(RunningStorage.RETRIEVALS)).hasSize(retrievals);
  }

  @Test
  void anItemWhoseBarcodeHasChangedIsFoundByItsId() {
    storage.hasStorage(Samples.configuration());
    okapi.forget();
    okapi.knowsSamples();
    okapi.server.removeStub(
        WireMock.get(WireMock.urlPathEqualTo("/inventory/items"))
            .withQueryParam(
                "query", WireMock.equalTo("barcode==\"%s\"".formatted(Samples.BARCODE))));
    JsonObject page = Samples.page();
    page.getJsonObject("payload").put("itemBarcode", "old \"barcode\"*");
    storage.applied(page);
    assertThat(only().getString("itemBarcode")).isEqualTo(Samples.BARCODE);
  }

  @Test
  void anItemThatDoesNotExistParksWithItsReason() {
    storage.hasStorage(Samples.configuration());
    okapi.forget();
    assertThat(storage.parked(Samples.checkIn())).contains("Inventory knows no item");
    assertThat(storage.parked(Samples.page())).contains("Inventory knows no item");
  }

  @Test
  void aRequesterOrServicePointThatDoesNotExistParksWithItsReason() {
    storage.hasStorage(Samples.configuration());
    okapi.forget();
    okapi.knowsItem(Samples.item());
    okapi.knows("/service-points/" + Samples.POINT, new JsonObject().put("code", "main"));
    assertThat(storage.parked(Samples.page()))
        .contains("The requester does not exist")
        .doesNotContain(Samples.PATRON);
    okapi.forget();
    okapi.knowsItem(Samples.item());
    okapi.knows("/users/" + Samples.PATRON, new JsonObject());
    assertThat(storage.parked(Samples.page())).contains("The pick-up service point does not exist");
  }

  @Test
  void whatIsToBeSentToThePatronHasNoServicePoint() {
    storage.hasStorage(Samples.configuration());
    JsonObject page = Samples.page();
    page.getJsonObject("payload")
        .getJsonObject("requests")
        .getJsonObject("created")
        .remove("pickupServicePointId");
    storage.applied(page);
    assertThat(only().containsKey("pickupLocation")).isFalse();
  }

  @Test
  void anItemWithoutBarcodeCannotBeFetched() {
    storage.hasStorage(Samples.configuration());
    JsonObject item = Samples.item();
    okapi.knowsItem(item);
    item.remove("barcode");
    okapi.knowsItem(item.put("id", Samples.ITEM));
    JsonObject page = Samples.page();
    page.getJsonObject("payload").remove("itemBarcode");
    assertThat(storage.parked(page)).contains("The item has no barcode");
  }

  @Test
  void anEventThatComesTwiceIsOneRetrieval() {
    storage.hasStorage(Samples.configuration());
    UUID id = storage.publish(Samples.page());
    await()
        .atMost(RunningStorage.LIMIT)
        .until(() -> storage.all(RunningStorage.RETRIEVALS).size() == 1);
    // Deletes what the module knows of the event, but not its retrieval.
    await()
        .atMost(RunningStorage.LIMIT)
        .until(
            () ->
                storage
                        .sql(
                            "DELETE FROM {tables}.event_cursor WHERE key IN (SELECT key FROM"
                                + " {tables}.event_receipt WHERE event_id = '%s')".formatted(id))
                        .rowCount()
                    == 1);
    storage.sql("DELETE FROM {tables}.event_receipt WHERE event_id = '%s'".formatted(id));
    okapi.server.resetRequests();
    RunningStorage.get(
        storage
            .producer
            .admin()
            .streams()
            .republish(
                RunningStorage.DIKU,
                ReplaySelection.of(EventCatalog.CIRCULATION_LOG).ofEvents(Set.of(id)),
                new Justification("send it twice", "test"),
                false));
    await().atMost(RunningStorage.LIMIT).until(() -> okapi.callsForItems() == 1);
    await()
        .atMost(RunningStorage.LIMIT)
        .until(
            () ->
                storage
                        .sql(
                            "SELECT FROM {tables}.event_receipt WHERE event_id = '%s'"
                                .formatted(id))
                        .rowCount()
                    == 1);
    assertThat(storage.all(RunningStorage.RETRIEVALS)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {503, 404, 403})
  void whileOkapiIsAwayEventsWait(int status) {
    storage.hasStorage(Samples.configuration());
    okapi.answers(status);
    UUID id = storage.publish(Samples.page());
    await().atMost(RunningStorage.LIMIT).until(() -> okapi.server.getAllServeEvents().size() > 3);
    assertThat(storage.all(RunningStorage.RETRIEVALS)).isEmpty();
    okapi.forget();
    okapi.knowsSamples();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> storage.all(RunningStorage.RETRIEVALS).size() == 1);
    await().atMost(RunningStorage.LIMIT).until(() -> storage.outcome(id).equals("APPLIED"));
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.folio.adapter.patronblocks.RunningAdapter;
import org.folio.adapter.patronblocks.condition.ConditionKind;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@WithEventBusServers
class LimitRoutesTest {

  private static final String PATH = "/patron-block-limits";
  private static final String CHARGED_OUT = ConditionKind.ITEMS_CHARGED_OUT.id().toString();
  private static final String BALANCE = ConditionKind.FEE_FINE_BALANCE.id().toString();

  private static RunningAdapter adapter;

  private final String id = UUID.randomUUID().toString();
  private final String group = UUID.randomUUID().toString();

  @BeforeAll
  static void start(DatabaseCoordinates database) {
    adapter = new RunningAdapter(database);
  }

  @AfterAll
  static void stop() {
    adapter.close();
  }

  @BeforeEach
  void noLimits() {
    adapter.sql("DELETE FROM \"%s\".patron_block_limits");
  }

  /** A text rather than an object, because the spelling of numbers matters. */
  private String body(String condition, String value) {
    return "{\"id\":\"%s\",\"patronGroupId\":\"%s\",\"conditionId\":\"%s\",\"value\":%s}"
        .formatted(id, group, condition, value);
  }

  private HttpResponse<String> post(String condition, String value) {
    return adapter.send("POST", PATH, body(condition, value));
  }

  private static void assertRefused(
      HttpResponse<String> answer, String message, String key, String value) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    assertThat(new JsonObject(answer.body()))
        .isEqualTo(
            new JsonObject()
                .put(
                    "errors",
                    new JsonArray()
                        .add(
                            new JsonObject()
                                .put("message", message)
                                .put("type", "1")
                                .put("code", "-1")
                                .put(
                                    "parameters",
                                    new JsonArray()
                                        .add(
                                            new JsonObject().put("key", key).put("value", value)))))
                .put("total_records", 1));
  }

  @Test
  void aLimitIsStoredAndReturned() {
    HttpResponse<String> answer = post(CHARGED_OUT, "10");
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.headers().firstValue("location")).contains(id);
    assertThat(answer.headers().firstValue("content-type")).contains("application/json");
    assertThat(record(answer.body())).isEqualTo(body(CHARGED_OUT, "10"));
    assertThat(record(adapter.get(PATH + "/" + id).body())).isEqualTo(body(CHARGED_OUT, "10"));
  }

  @ParameterizedTest
  @EnumSource(ConditionKind.class)
  void zeroIsAllowedForEveryCondition(ConditionKind kind) {
    assertThat(post(kind.id().toString(), "0").statusCode()).isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource({
    "10, 10",
    "10.0, 10",
    "\"10\", 10",
    "0.0, 0",
    "1e2, 100",
    "50.50, 50.50",
    "999999.99, 999999.99",
    "0.12345678901234567890123, 0.12345678901234567890123"
  })
  void amountsAreKeptExactly(String sent, String returned) {
    assertThat(post(BALANCE, sent).statusCode()).isEqualTo(201);
    assertThat(record(adapter.get(PATH + "/" + id).body())).isEqualTo(body(BALANCE, returned));
  }

  @ParameterizedTest
  @CsvSource({"10, 10", "\"10\", 10", "10.0, 10", "999999, 999999"})
  void countsAreWholeNumbers(String sent, String returned) {
    assertThat(post(CHARGED_OUT, sent).statusCode()).isEqualTo(201);
    assertThat(record(adapter.get(PATH + "/" + id).body())).isEqualTo(body(CHARGED_OUT, returned));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.2", "-1", "1000000", "0.0001", "1E+999999999"})
  void otherCountsAreRefused(String value) {
    String message = "Must be blank or an integer from 0 to 999999";
    assertRefused(post(CHARGED_OUT, value), message, "value", value);
    // The value for an unknown condition is first checked as a count.
    assertRefused(post(UUID.randomUUID().toString(), value), message, "value", value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1000000.00", "-0.01", "999999.991", "1E-999999999"})
  void otherAmountsAreRefused(String value) {
    assertRefused(
        post(BALANCE, value), "Must be blank or a number from 0.00 to 999999.99", "value", value);
  }

  @Test
  void aMissingValueIsRefused() {
    for (String value : List.of("null", "\"\"")) {
      HttpResponse<String> answer = post(CHARGED_OUT, value);
      assertThat(answer.statusCode()).isEqualTo(422);
      assertThat(answer.body())
          .contains("must not be null")
          .contains("jakarta.validation.constraints.NotNull.message");
    }
    for (String value : List.of("\"ten\"", "true", "{}")) {
      assertThat(post(CHARGED_OUT, value).statusCode()).as(value).isEqualTo(400);
    }
  }

  @Test
  void theClientGivesTheId() {
    HttpResponse<String> answer =
        adapter.send("POST", PATH, body(CHARGED_OUT, "1").replace("\"id\"", "\"metadata\""));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("\"key\":\"id\"");
  }

  @Test
  void metadataTellsWhoMadeAndChangedALimit() {
    UUID maker = UUID.randomUUID();
    UUID changer = UUID.randomUUID();
    String body = body(CHARGED_OUT, "1").replace("{\"id\"", "{\"metadata\":{\"x\":1},\"id\"");
    JsonObject made = metadata(adapter.sendAs(maker, "POST", PATH, body).body());
    assertThat(made)
        .isEqualTo(
            new JsonObject()
                .put("createdDate", made.getString("updatedDate"))
                .put("createdByUserId", maker.toString())
                .put("updatedDate", made.getString("createdDate"))
                .put("updatedByUserId", maker.toString()));
    String path = PATH + "/" + id;
    assertThat(adapter.sendAs(changer, "PUT", path, body).statusCode()).isEqualTo(204);
    JsonObject changed = metadata(adapter.get(path).body());
    assertThat(Instant.parse(changed.getString("updatedDate")))
        .isAfterOrEqualTo(Instant.parse(changed.getString("createdDate")));
    assertThat(changed.put("updatedDate", made.getString("updatedDate")))
        .isEqualTo(made.copy().put("updatedByUserId", changer.toString()));
    assertThat(adapter.send("PUT", path, body).statusCode()).isEqualTo(204);
    assertThat(metadata(adapter.get(path).body()).containsKey("updatedByUserId")).isFalse();
  }

  private static JsonObject metadata(String limit) {
    return new JsonObject(limit).getJsonObject("metadata");
  }

  /** The members that the client has sent. */
  private static String record(String limit) {
    return limit.replaceFirst(",\"metadata\":\\{[^}]*}", "");
  }

  @Test
  void aSecondLimitWithTheSameIdIsRefused() {
    post(CHARGED_OUT, "1");
    assertRefused(
        post(BALANCE, "1"),
        "id value already exists in table patron_block_limits: " + id,
        "id",
        id);
  }

  @Test
  void anUnknownConditionIsRefused() {
    String unknown = UUID.randomUUID().toString();
    String message =
        "Cannot set patron_block_limits.conditionid = "
            + unknown
            + " because it does not exist in patron_block_conditions.id.";
    assertRefused(post(unknown, "1"), message, "conditionid", unknown);
    post(CHARGED_OUT, "1");
    assertRefused(
        adapter.send("PUT", PATH + "/" + id, body(unknown, "1")), message, "conditionid", unknown);
  }

  @Test
  void aLimitCanBeChangedAlsoToZero() {
    post(CHARGED_OUT, "5");
    for (String value : List.of("7", "0")) {
      assertThat(adapter.send("PUT", PATH + "/" + id, body(CHARGED_OUT, value)).statusCode())
          .isEqualTo(204);
      assertThat(record(adapter.get(PATH + "/" + id).body())).isEqualTo(body(CHARGED_OUT, value));
    }
    assertThat(adapter.send("PUT", PATH + "/" + id, body(CHARGED_OUT, "0.5")).statusCode())
        .isEqualTo(422);
  }

  @Test
  void aLimitCanBeRemoved() {
    post(CHARGED_OUT, "5");
    assertThat(adapter.send("DELETE", PATH + "/" + id, "").statusCode()).isEqualTo(204);
    for (HttpResponse<String> answer :
        List.of(
            adapter.send("DELETE", PATH + "/" + id, ""),
            adapter.get(PATH + "/" + id),
            adapter.get(PATH + "/nonsense"),
            adapter.send("PUT", PATH + "/" + id, body(CHARGED_OUT, "1")))) {
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body()).isEqualTo("Not found");
    }
  }

  @Test
  void listsAndQueries() {
    for (ConditionKind kind : ConditionKind.values()) {
      String body = body(kind.id().toString(), "" + kind.ordinal());
      adapter.send("POST", PATH, body.replace(id, UUID.randomUUID().toString()));
    }
    JsonObject all = adapter.json(PATH);
    assertThat(all.getInteger("totalRecords")).isEqualTo(6);
    assertThat(all.getJsonArray("patronBlockLimits").stream())
        .extracting(limit -> ((JsonObject) limit).getInteger("value"))
        .containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(total("patronGroupId==" + group)).isEqualTo(6);
    assertThat(total("patronGroupId==" + UUID.randomUUID())).isZero();
    assertThat(total("conditionId==" + BALANCE)).isEqualTo(1);
    assertThat(total("value>=4 or value==0")).isEqualTo(3);
    assertThat(adapter.json(PATH + "?limit=2&offset=5").getJsonArray("patronBlockLimits"))
        .hasSize(1);
    assertThat(adapter.get(PATH + "?query=value%3Dten").statusCode()).isEqualTo(400);
  }

  private static int total(String cql) {
    String query = java.net.URLEncoder.encode(cql, java.nio.charset.StandardCharsets.UTF_8);
    return adapter.json(PATH + "?query=" + query).getInteger("totalRecords");
  }

  @Test
  void wrongBodiesAre400() {
    for (String body : List.of("", "{", "[]", "\"x\"", "{\"a\":" + "[".repeat(100_000))) {
      assertThat(adapter.send("POST", PATH, body).statusCode()).isEqualTo(400);
    }
    assertThat(
            adapter
                .send("POST", PATH, body(CHARGED_OUT, "1"), "diku", "application/xml")
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void unknownMembersAreRefused() {
    HttpResponse<String> answer =
        adapter.send("POST", PATH, body(CHARGED_OUT, "1,\"colour\":\"red\""));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("colour");
  }
}

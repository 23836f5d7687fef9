/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.folio.adapter.patronblocks.RunningAdapter;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@WithEventBusServers
class ConditionRoutesTest {

  private static final String PATH = "/patron-block-conditions";
  private static final String LOST = ConditionKind.LOST_ITEMS.id().toString();

  private static RunningAdapter adapter;

  @BeforeAll
  static void start(DatabaseCoordinates database) {
    adapter = new RunningAdapter(database);
  }

  @AfterAll
  static void stop() {
    adapter.close();
  }

  private static JsonObject body(String id) {
    return new JsonObject()
        .put("id", id)
        .put("name", "Maximum number of lost items")
        .put("blockBorrowing", true)
        .put("blockRenewals", false)
        .put("blockRequests", false)
        .put("valueType", "Integer")
        .put("message", "Too many lost items");
  }

  private static HttpResponse<String> put(String id, JsonObject body) {
    return adapter.send("PUT", PATH + "/" + id, body.encode());
  }

  private static void assertRefused(HttpResponse<String> answer, String id, String message) {
    assertThat(answer.statusCode()).isEqualTo(422);
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
                                            new JsonObject()
                                                .put("key", "patron block condition id")
                                                .put("value", id)))))
                .put("total_records", 1));
  }

  @Test
  void thereAreSixConditionsThatBlockNothing() {
    JsonObject page = adapter.json(PATH);
    assertThat(page.getInteger("totalRecords")).isEqualTo(6);
    assertThat(page.getJsonArray("patronBlockConditions")).hasSize(6);
    String id = ConditionKind.FEE_FINE_BALANCE.id().toString();
    JsonObject condition = adapter.json(PATH + "/" + id);
    condition.remove("metadata");
    assertThat(condition)
        .isEqualTo(
            new JsonObject()
                .put("id", id)
                .put("name", "Maximum outstanding fee/fine balance")
                .put("blockBorrowing", false)
                .put("blockRenewals", false)
                .put("blockRequests", false)
                .put("valueType", "Double")
                .put("message", ""));
  }

  @Test
  void everyKindIsInTheTable() {
    for (ConditionKind kind : ConditionKind.values()) {
      assertThat(adapter.json(PATH + "/" + kind.id()).getString("valueType"))
          .isEqualTo(kind.valueType().id());
    }
  }

  @Test
  void enablingAgainKeepsWhatStaffSet() {
    String id = ConditionKind.OVERDUE_ITEMS.id().toString();
    assertThat(put(id, body(id)).statusCode()).isEqualTo(204);
    adapter.tenant("{\"module_from\":\"mod-x-1.0.0\",\"module_to\":\"mod-x-1.1.0\"}");
    assertThat(adapter.json(PATH + "/" + id).getString("message")).isEqualTo("Too many lost items");
    assertThat(adapter.json(PATH).getInteger("totalRecords")).isEqualTo(6);
  }

  @Test
  void pagesAndQueries() {
    JsonObject page = adapter.json(PATH + "?offset=4&limit=5");
    assertThat(page.getJsonArray("patronBlockConditions")).hasSize(2);
    assertThat(page.getInteger("totalRecords")).isEqualTo(6);
    assertThat(adapter.json(PATH + "?limit=0").getInteger("totalRecords")).isEqualTo(6);

    JsonObject found = adapter.json(PATH + "?query=name%3Drecalls%20sortBy%20name");
    assertThat(found.getInteger("totalRecords")).isEqualTo(1);
    assertThat(adapter.json(PATH + "?query=name%3D*recall*").getInteger("totalRecords"))
        .isEqualTo(2);
    assertThat(
            adapter
                .json(PATH + "?query=cql.allRecords%3D1%20not%20valueType%3D%3DInteger")
                .getInteger("totalRecords"))
        .isEqualTo(1);
    JsonArray sorted =
        adapter
            .json(PATH + "?query=cql.allRecords%3D1%20sortBy%20name%2Fsort.descending&limit=1")
            .getJsonArray("patronBlockConditions");
    assertThat(sorted.getJsonObject(0).getString("name"))
        .isEqualTo("Recall overdue by maximum number of days");
  }

  @Test
  void aBadQueryIs400() {
    for (String query : List.of("name%3D", "nme%3Dx", "id%3D%3Dx", "%28")) {
      HttpResponse<String> answer = adapter.get(PATH + "?query=" + query);
      assertThat(answer.statusCode()).as(query).isEqualTo(400);
      assertThat(answer.body()).startsWith("CQL query is wrong at character");
    }
    assertThat(adapter.get(PATH + "?limit=-1").statusCode()).isEqualTo(400);
  }

  @Test
  void anUpdateReplacesTheWholeCondition() {
    assertThat(put(LOST, body(LOST)).statusCode()).isEqualTo(204);
    JsonObject updated = adapter.json(PATH + "/" + LOST);
    updated.remove("metadata");
    assertThat(updated).isEqualTo(body(LOST));

    JsonObject without = body(LOST).put("blockBorrowing", false);
    without.remove("message");
    without.put("metadata", new JsonObject().put("createdDate", "2026-01-01T00:00:00.000+00:00"));
    UUID user = UUID.randomUUID();
    assertThat(adapter.sendAs(user, "PUT", PATH + "/" + LOST, without.encode()).statusCode())
        .isEqualTo(204);
    assertThat(adapter.json(PATH + "/" + LOST).containsKey("message")).isFalse();
    JsonObject metadata = adapter.json(PATH + "/" + LOST).getJsonObject("metadata");
    assertThat(metadata.getString("updatedByUserId")).isEqualTo(user.toString());
    assertThat(metadata.getString("createdDate")).isNotEqualTo("2026-01-01T00:00:00.000+00:00");
  }

  @Test
  void theIdOfThePathWins() {
    String other = UUID.randomUUID().toString();
    assertThat(put(LOST, body(other).put("message", "path wins")).statusCode()).isEqualTo(204);
    assertThat(adapter.json(PATH + "/" + LOST).getString("message")).isEqualTo("path wins");
    assertThat(adapter.get(PATH + "/" + other).statusCode()).isEqualTo(404);
  }

  @Test
  void messageAndActionsNeedEachOther() {
    for (String blank : new String[] {"", "  ", null}) {
      assertRefused(
          put(LOST, body(LOST).put("message", blank)), LOST, ConditionBody.MESSAGE_NEEDED);
    }
    assertRefused(
        put(LOST, body(LOST).put("blockBorrowing", false)), LOST, ConditionBody.ACTION_NEEDED);
    // The rules are checked before the record is read, and the error names the id of the body.
    String other = UUID.randomUUID().toString();
    assertRefused(
        put(UUID.randomUUID().toString(), body(other).put("message", "")),
        other,
        ConditionBody.MESSAGE_NEEDED);
  }

  @Test
  void anUnknownIdIs404() {
    String unknown = UUID.randomUUID().toString();
    for (HttpResponse<String> answer :
        List.of(
            adapter.get(PATH + "/" + unknown),
            adapter.get(PATH + "/nonsense"),
            put(unknown, body(unknown)))) {
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body()).isEqualTo("Not found");
    }
  }

  @Test
  void theSetIsFixed() {
    assertThat(adapter.send("POST", PATH, body(LOST).encode()).statusCode()).isEqualTo(405);
    assertThat(adapter.send("DELETE", PATH + "/" + LOST, "").statusCode()).isEqualTo(405);
    assertThat(adapter.send("DELETE", PATH, "").statusCode()).isEqualTo(405);
  }

  @Test
  void missingMembersAreListed() {
    HttpResponse<String> answer = adapter.send("PUT", PATH + "/" + LOST, "{\"message\":\"x\"}");
    assertThat(answer.statusCode()).isEqualTo(422);
    JsonObject errors = new JsonObject(answer.body());
    assertThat(errors.getInteger("total_records")).isEqualTo(6);
    assertThat(errors.getJsonArray("errors").getJsonObject(0))
        .isEqualTo(
            new JsonObject(
                """
                { "message": "must not be null", "type": "1",
                  "code": "jakarta.validation.constraints.NotNull.message",
                  "parameters": [ { "key": "id", "value": "null" } ] }"""));
  }

  @Test
  void unknownMembersAndMalformedIdsAre422() {
    HttpResponse<String> unknown = put(LOST, body(LOST).put("colour", "red"));
    assertThat(unknown.statusCode()).isEqualTo(422);
    assertThat(unknown.body()).contains("colour").contains("\"code\":\"-1\"");
    assertThat(put(LOST, body("5")).statusCode()).isEqualTo(422);
  }

  @Test
  void wrongTypesAndBodiesAre400() {
    for (String body :
        List.of(
            body(LOST).put("blockBorrowing", "yes").encode(),
            body(LOST).put("valueType", "Float").encode(),
            body(LOST).put("name", new JsonArray()).encode(),
            body(LOST).put("message", "\0").encode(),
            "{",
            "[]")) {
      assertThat(adapter.send("PUT", PATH + "/" + LOST, body).statusCode()).as(body).isEqualTo(400);
    }
    assertThat(
            adapter
                .send("PUT", PATH + "/" + LOST, body(LOST).encode(), "diku", "text/plain")
                .statusCode())
        .isEqualTo(400);
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.folio.adapter.patronblocks.LoanHistory;
import org.folio.adapter.patronblocks.RunningAdapter;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.http.StrictUuid;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@WithEventBusServers
class UserSummaryRoutesTest {

  private static RunningAdapter adapter;

  @BeforeAll
  static void start(DatabaseCoordinates database) {
    adapter = new RunningAdapter(database);
  }

  @AfterAll
  static void stop() {
    adapter.close();
  }

  @Test
  void refusesWhatIsNoUuid() {
    for (String wrong : new String[] {"nobody", "2f1c7a34-93a1-7d0e-8e58-0c3a6be0a111"}) {
      HttpResponse<String> answer = adapter.get("/user-summary/" + wrong);
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).isEqualTo("Invalid user ID: \"" + wrong + "\"");
      assertThat(answer.headers().firstValue("content-type")).contains("text/plain");
    }
  }

  @Test
  void knowsNothingOfAPatronWithNothingOpen() {
    UUID userId = UUID.randomUUID();
    HttpResponse<String> answer = adapter.get("/user-summary/" + userId);
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo("User summary for user ID " + userId + " not found");
    assertThat(answer.headers().firstValue("content-type")).contains("text/plain");
  }

  @Test
  void showsLoansAndFees() {
    LoanHistory patron = new LoanHistory().checkedOut(UUID.randomUUID());
    adapter.apply(patron.events());
    UUID fee = UUID.randomUUID();
    UUID type = UUID.randomUUID();
    adapter.sql(
        "INSERT INTO \"%%s\".patron_fee_fine (fee_fine_id, user_sequence, user_id, type_sequence, fee_fine_type_id, balance, sequence, changed_at)"
            .concat(
                " VALUES ('%s', 1, '%s', 1, '%s', 12.50, 6, now()), (gen_random_uuid(), 1, '%s', 0, null, 0, 1, now())")
            .formatted(fee, patron.userId, type, patron.userId));

    HttpResponse<String> answer = adapter.get("/user-summary/" + patron.userId);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).contains("application/json");
    assertThat(answer.body()).contains("\"balance\":12.50");
    JsonObject summary = new JsonObject(answer.body());
    assertThat(StrictUuid.parse(summary.getString("id"))).isPresent();
    assertThat(summary.getLong("_version")).isEqualTo(8);
    assertThat(summary.getString("userId")).isEqualTo(patron.userId.toString());
    assertThat(summary.getJsonArray("openLoans")).hasSize(1);
    assertThat(summary.getJsonArray("openFeesFines")).hasSize(1);
    JsonObject open = summary.getJsonArray("openFeesFines").getJsonObject(0);
    assertThat(open.getString("feeFineId")).isEqualTo(fee.toString());
    assertThat(open.getString("feeFineTypeId")).isEqualTo(type.toString());
    assertThat(open.containsKey("loanId")).isFalse();
  }

  @Test
  void theIdDependsOnTenantAndPatronOnly() {
    UUID userId = UUID.fromString("2f1c7a34-93a1-4d0e-8e58-0c3a6be0a111");
    UUID id = SummaryId.of(new TenantId("diku"), userId);
    assertThat(id).hasToString("ea86176b-9e25-322b-9cec-7cb058ba95d8");
    assertThat(id.version()).isEqualTo(3);
    assertThat(SummaryId.of(new TenantId("other"), userId)).isNotEqualTo(id);
    assertThat(SummaryId.of(new TenantId("diku"), UUID.randomUUID())).isNotEqualTo(id);
  }

  @Test
  void aTenantThatHasNotEnabledTheModuleIsToldSo() {
    for (String path :
        new String[] {
          "/user-summary/" + UUID.randomUUID(),
          "/automated-patron-blocks/" + UUID.randomUUID(),
          "/patron-block-conditions",
          "/patron-block-limits"
        }) {
      HttpResponse<String> answer = adapter.send("GET", path, "", "stranger", "application/json");
      assertThat(answer.statusCode()).as(path).isEqualTo(400);
      assertThat(answer.body())
          .isEqualTo("Tenant stranger has not enabled mod-patron-blocks-adapter");
    }
  }

  @Test
  void aDatabaseThatIsAwayIsNamed(PostgresServer server) {
    server.stop();
    try {
      for (String path : new String[] {"/user-summary/", "/automated-patron-blocks/"}) {
        HttpResponse<String> answer = adapter.get(path + UUID.randomUUID());
        assertThat(answer.statusCode()).isIn(500, 503);
        assertThat(answer.body()).startsWith("The database of mod-patron-blocks-adapter");
      }
    } finally {
      server.start();
    }
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.WireMock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.folio.eventbus.schema.PayloadSchema;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.LoanEvents.GracePeriod;
import org.folio.eventbus.testing.LoanEvents.Interval;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.Test;

/** The module serves the interface that its RAML describes. */
@WithEventBusServers
class InterfaceSchemasTest {

  private static final Path EXAMPLES = Path.of("..", "ramls", "examples");
  private static final String SUFFIX = ".sample.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private static void assertValid(String name, String body) throws IOException {
    assertThat(PayloadSchema.load(name + ".json").violations(JSON.readTree(body)))
        .as(name)
        .isEmpty();
  }

  @Test
  void theAnswersAreValid(DatabaseCoordinates database) throws IOException {
    try (RunningAdapter adapter = new RunningAdapter(database)) {
      LoanHistory patron =
          new LoanHistory()
              .checkedOut(UUID.randomUUID())
              .checkedOut(UUID.randomUUID(), LoanHistory.DUE, new GracePeriod(1, Interval.HOURS));
      adapter.apply(patron.events());
      adapter.okapi.stubFor(
          WireMock.any(WireMock.anyUrl())
              .willReturn(
                  WireMock.okJson("{\"patronGroup\":\"3684a786-6671-4268-8ed0-9db82ebca60b\"}")));
      for (String name : List.of("patronBlockCondition", "patronBlockLimit")) {
        String example = Files.readString(EXAMPLES.resolve(name + SUFFIX));
        String path =
            name.endsWith("Limit")
                ? "/patron-block-limits"
                : "/patron-block-conditions/3d7c52dc-c732-4223-8bf8-e5917801386f";
        String method = name.endsWith("Limit") ? "POST" : "PUT";
        assertThat(adapter.send(method, path, example.replace("10", "2")).statusCode())
            .isIn(201, 204);
      }

      assertValid("userSummary", adapter.get("/user-summary/" + patron.userId).body());
      assertValid("patronBlockConditions", adapter.get("/patron-block-conditions").body());
      assertValid("patronBlockLimits", adapter.get("/patron-block-limits").body());
      String blocks = adapter.get("/automated-patron-blocks/" + patron.userId).body();
      assertThat(blocks).contains("Loan limit reached");
      assertValid("automatedPatronBlocks", blocks);
      assertValid("blockExplanation", adapter.get("/event-bus/patrons/" + patron.userId).body());
      assertValid("loanComparison", adapter.get("/event-bus/loans/" + UUID.randomUUID()).body());
      assertValid("errors", adapter.send("POST", "/patron-block-limits", "{}").body());
    }
  }

  @Test
  void purgingRemovesWhatEnablingCreated(DatabaseCoordinates database) {
    try (RunningAdapter adapter = new RunningAdapter(database)) {
      assertThat(adapter.get("/patron-block-conditions").statusCode()).isEqualTo(200);
      adapter.tenant("{\"module_from\":\"mod-patron-blocks-adapter-0.1.0\"}");
      assertThat(adapter.get("/patron-block-conditions").statusCode()).isEqualTo(200);
      adapter.tenant("{\"module_from\":\"mod-patron-blocks-adapter-0.1.0\",\"purge\":true}");
      adapter.tenant("{\"purge\":true}");
      assertThat(adapter.get("/patron-block-conditions").statusCode()).isEqualTo(400);
      adapter.tenant("{\"module_to\":\"mod-patron-blocks-adapter-0.1.0\"}");
      assertThat(adapter.get("/patron-block-conditions").statusCode()).isEqualTo(200);
    }
  }
}

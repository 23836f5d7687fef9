/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.FolioEnvironment;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.LoanEvents;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.Test;

/** The example works as the README says, and the README contains it as it is compiled here. */
@WithEventBusServers
class LoanCounterTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final TenantId DIKU = new TenantId("diku");

  @Test
  void publishesAndCounts(KafkaBroker kafka, DatabaseCoordinates database) {
    Vertx vertx = Vertx.vertx();
    LoanCounter counter = new LoanCounter(vertx, FolioEnvironment.of(kafka, database));
    get(counter.start(DIKU));
    UUID user = UUID.randomUUID();
    JsonObject loan = loan(user);
    get(counter.checkOut(DIKU, loan));
    get(counter.checkOut(DIKU, loan(user)));
    assertThatThrownBy(() -> get(counter.checkOut(DIKU, loan)))
        .as("the loan exists, so neither it nor its event is stored again")
        .hasMessageContaining("duplicate key");

    await().atMost(LIMIT).until(() -> get(counter.loans(DIKU, user.toString())) == 2);
    get(counter.stop());
    get(vertx.close());
  }

  @Test
  void readmeShowsTheCompiledCode() throws IOException {
    Path root = Path.of("").toAbsolutePath().getParent();
    String source =
        Files.readString(
            root.resolve(
                "event-bus-core/src/test/java/org/folio/eventbus/example/LoanCounter.java"));
    String example =
        source
            .substring(source.indexOf("// README: begin"), source.indexOf("// README: end"))
            .lines()
            .skip(1)
            .map(line -> line.replaceFirst("^ {2}", ""))
            .reduce("", (text, line) -> text + line + "\n")
            .strip();
    assertThat(Files.readString(root.resolve("README.md"))).contains(example);
  }

  private static JsonObject loan(UUID user) {
    Instant due = Instant.parse("2026-03-15T22:59:59Z");
    return new JsonObject(LoanEvents.json(LoanEvents.itemCheckedOut(user, UUID.randomUUID(), due)));
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("Nothing came within " + LIMIT, e);
    }
  }
}

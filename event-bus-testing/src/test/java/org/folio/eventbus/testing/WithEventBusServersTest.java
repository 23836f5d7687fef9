/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs the classes below in launcher sessions of its own, to see where they begin and end. */
class WithEventBusServersTest {

  private static final Map<String, Object> SEEN = new HashMap<>();

  @BeforeAll
  static void forget() {
    SEEN.clear();
  }

  @Test
  void serversStartWhenAskedForAreSharedRestartedAndClosed() {
    try (LauncherSession session = LauncherFactory.openSession()) {
      run(session, AsksForDatabaseOnly.class);
      assertThat(kafkaRuns()).isFalse();

      run(session, LeavesServersDown.class);
      run(session, FindsServersUp.class);

      assertThat(SEEN.get("broker after")).isSameAs(SEEN.get("broker before"));
      assertThat(SEEN.get("server after")).isSameAs(SEEN.get("server before"));
      assertThat(SEEN.get("database after")).isNotEqualTo(SEEN.get("database before"));
    }
    assertThat(kafkaRuns()).isFalse();
    assertThat(((PostgresServer) SEEN.get("server after")).running()).isFalse();
  }

  private static boolean kafkaRuns() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().contains("raft-io-thread"));
  }

  private static void run(LauncherSession session, Class<?> testClass) {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    session
        .getLauncher()
        .execute(
            LauncherDiscoveryRequestBuilder.request().selectors(selectClass(testClass)).build(),
            listener);
    TestExecutionSummary summary = listener.getSummary();
    assertThat(summary.getFailures()).extracting(failure -> failure.getException()).isEmpty();
    assertThat(summary.getTestsSucceededCount()).isPositive();
  }

  @WithEventBusServers
  static class AsksForDatabaseOnly {

    @Test
    void isEmptyAndThere(DatabaseCoordinates database, PostgresServer server) {
      assertThat(database.port()).isEqualTo(server.port());
      assertThat(database.database()).isNotEqualTo(server.database());
      assertThat(server.running()).isTrue();
    }
  }

  @WithEventBusServers
  static class LeavesServersDown {

    private final KafkaBroker broker;
    private final DatabaseCoordinates database;

    LeavesServersDown(KafkaBroker broker, DatabaseCoordinates database) {
      this.broker = broker;
      this.database = database;
    }

    @Test
    void constructorAndMethodGetTheSame(KafkaBroker same, DatabaseCoordinates sameDatabase) {
      assertThat(same).isSameAs(broker);
      assertThat(sameDatabase).isEqualTo(database);
      assertThat(broker.running()).isTrue();
      SEEN.put("broker before", broker);
      SEEN.put("database before", database);
    }

    @Nested
    class Within {

      @Test
      void isTheSameDatabase(DatabaseCoordinates same) {
        assertThat(same).isEqualTo(database);
      }
    }

    @AfterAll
    static void end(KafkaBroker broker, PostgresServer server) {
      SEEN.put("server before", server);
      broker.stop();
      server.kill();
    }
  }

  @WithEventBusServers
  static class FindsServersUp {

    @Test
    void again(KafkaBroker broker, PostgresServer server, DatabaseCoordinates database) {
      assertThat(broker.running()).isTrue();
      assertThat(server.running()).isTrue();
      broker.createTopic(broker.uniqueEnvironment(), 2);
      SEEN.put("broker after", broker);
      SEEN.put("server after", server);
      SEEN.put("database after", database);
    }
  }
}

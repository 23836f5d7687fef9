/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.scenario;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.folio.eventbus.benchmark.contender.Assignment;
import org.folio.eventbus.benchmark.contender.Assignment.Special;
import org.folio.eventbus.benchmark.contender.ContenderKind;
import org.folio.eventbus.benchmark.contender.ContenderProcess;
import org.folio.eventbus.benchmark.load.Load;
import org.folio.eventbus.testing.DatabaseCoordinates;

/** Tenants that a scenario enables before it measures. */
final class ManyTenants {

  private static final int MOST_SECONDS = 600;

  private ManyTenants() {}

  static List<String> names(Sizes sizes) {
    return IntStream.range(0, sizes.tenants()).mapToObj(number -> "tenant" + number).toList();
  }

  /** The variables of modules whose topics have one partition. */
  static Map<String, String> variables(Servers servers, DatabaseCoordinates database) {
    Map<String, String> variables =
        servers.variables(database, servers.kafka().uniqueEnvironment());
    variables.put("EVENT_TOPIC_PARTITIONS", "1");
    return variables;
  }

  /** Enables all tenants for the publishing and the consuming module in a new database. */
  static DatabaseCoordinates enable(Stage stage, String scenario) {
    Servers servers = stage.servers();
    stage.say("%s: %d tenants are enabled for two modules", scenario, stage.sizes().tenants());
    DatabaseCoordinates database = servers.newDatabase();
    Assignment assignment =
        new Assignment(
            ContenderKind.ENABLE,
            variables(servers, database),
            names(stage.sizes()),
            stage.newGroup(),
            Load.plain(1, 1, 1),
            stage.sizes().tenants(),
            MOST_SECONDS,
            Special.NONE,
            stage.sizes().jvmOptions());
    try (ContenderProcess process =
        ContenderProcess.start(
            assignment, text -> stage.say("  %s: %s enabled", scenario, text), null)) {
      process.await();
    }
    return database;
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.deployment;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.okapi.DeployableModule;
import org.folio.eventbus.okapi.ModuleProcess;
import org.folio.eventbus.settings.Environment;
import org.folio.eventbus.testing.FolioEnvironment;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;

/** What a started module answers. */
final class RunningModule {

  private static final int LIMIT_SECONDS = 60;

  private RunningModule() {}

  static Set<String> endpoints(Deployable deployable, KafkaBroker kafka, PostgresServer postgres) {
    Map<String, String> variables = FolioEnvironment.of(kafka, postgres.newDatabase());
    variables.putAll(deployable.variables);
    Environment environment = new Environment(variables);
    EventBusSettings settings = EventBusSettings.from(environment);
    DeployableModule module = deployable.read(environment);
    environment.check();
    try (ModuleProcess process =
        ModuleProcess.start(module, settings, 0).await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      Set<String> endpoints = new TreeSet<>();
      process.endpoints().forEach(endpoint -> endpoints.add(Endpoints.of(endpoint)));
      return endpoints;
    } catch (TimeoutException e) {
      throw new AssertionError(deployable + " did not start", e);
    }
  }
}

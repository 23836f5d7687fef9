/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.deployment;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.base.settings.Environment;
import org.folio.eventbus.okapi.module.DeployableModule;
import org.folio.eventbus.okapi.module.ModuleProcess;
import org.folio.eventbus.okapi.operate.AdminGuard;
import org.folio.eventbus.testing.FolioEnvironment;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;

/** A module in this process. */
final class RunningModule implements AutoCloseable {

  private static final int LIMIT_SECONDS = 60;

  private final ModuleProcess process;

  private RunningModule(ModuleProcess process) {
    this.process = process;
  }

  static RunningModule start(Deployable deployable, KafkaBroker kafka, PostgresServer postgres) {
    Map<String, String> variables = FolioEnvironment.of(kafka, postgres.newDatabase());
    variables.putAll(deployable.variables);
    variables.put(AdminGuard.VARIABLE, "0123456789abcdef");
    return start(deployable, variables, 0);
  }

  /** Starts a module with the given variables. */
  static RunningModule start(Deployable deployable, Map<String, String> variables, int port) {
    Environment environment = new Environment(variables);
    EventBusSettings settings = EventBusSettings.from(environment);
    AdminGuard guard = AdminGuard.from(environment);
    DeployableModule module = deployable.read(environment);
    environment.check();
    try {
      return new RunningModule(
          ModuleProcess.start(module, settings, guard, port)
              .await(LIMIT_SECONDS, TimeUnit.SECONDS));
    } catch (TimeoutException e) {
      throw new AssertionError(deployable + " did not start", e);
    }
  }

  int port() {
    return process.port();
  }

  Set<String> endpoints() {
    Set<String> endpoints = new TreeSet<>();
    process.endpoints().forEach(endpoint -> endpoints.add(Endpoints.of(endpoint)));
    return endpoints;
  }

  @Override
  public void close() {
    process.close();
  }
}

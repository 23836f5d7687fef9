/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.deployment;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.folio.eventbus.testing.ChildJvm;
import org.folio.eventbus.testing.ChildJvmBuilder;
import org.folio.eventbus.testing.FreePorts;
import org.folio.eventbus.testing.TenantCaller;

/** Runs a module in a process of its own. */
final class ModuleInstance implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final String mainClass;
  private final Map<String, String> environment;
  private final List<String> options;
  private final int port = FreePorts.next();
  private final List<String> said = new CopyOnWriteArrayList<>();
  private ChildJvm process;

  ModuleInstance(Deployable deployable, Map<String, String> environment, String... options) {
    this.mainClass = deployable.mainClass();
    this.environment = Map.copyOf(environment);
    this.options = List.of(options);
    this.process = start();
  }

  private ChildJvm start() {
    ChildJvmBuilder builder =
        ChildJvm.mainClass(mainClass)
            .quickToStart()
            .systemProperty("http.port", Integer.toString(port));
    environment.forEach(builder::environment);
    options.forEach(builder::jvmOption);
    return builder.output(said::add).start();
  }

  int port() {
    return port;
  }

  boolean alive() {
    return process.alive();
  }

  /** The printed lines of the process. */
  List<String> said() {
    return said;
  }

  URI address() {
    return URI.create("http://localhost:" + port);
  }

  TenantCaller tenants() {
    return new TenantCaller(address());
  }

  /** Waits until the module serves requests. */
  ModuleInstance awaitReady() {
    await()
        .atMost(LIMIT)
        .ignoreExceptionsMatching(AssertionError.class::isInstance)
        .until(() -> tenants().get("any", "/admin/ready").statusCode() == 200);
    return this;
  }

  void kill() {
    process.kill();
  }

  void restart() {
    process.close();
    process = start();
  }

  @Override
  public void close() {
    process.close();
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.deployment;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.folio.eventbus.testing.ChildJvm;
import org.folio.eventbus.testing.ChildJvmBuilder;
import org.folio.eventbus.testing.FreePorts;

/** A module as a process of its own. */
final class ModuleInstance implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final String mainClass;
  private final Map<String, String> environment;
  private final int port = FreePorts.next();
  private ChildJvm process;

  ModuleInstance(Deployable deployable, Map<String, String> environment) {
    this.mainClass = deployable.mainClass();
    this.environment = Map.copyOf(environment);
    this.process = start();
  }

  private ChildJvm start() {
    ChildJvmBuilder builder =
        ChildJvm.mainClass(mainClass)
            .jvmOption("-XX:TieredStopAtLevel=1")
            .systemProperty("http.port", Integer.toString(port));
    environment.forEach(builder::environment);
    return builder.start();
  }

  URI address() {
    return URI.create("http://localhost:" + port);
  }

  TenantCaller tenants() {
    return new TenantCaller(address());
  }

  /** Waits until it can be called. */
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

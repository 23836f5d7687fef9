/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.install;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.folio.eventbus.testing.ChildJvm;
import org.folio.eventbus.testing.ChildJvmBuilder;

/** The console on the web, as a process that ends with this one. */
public final class ConsoleProcess {

  private static final String NAME = "event-bus-console";
  private static final String LISTENS = "The console is at ";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  // Where the user's other commands ask, and their secrets; the pages show the sandbox.
  private static final List<String> OF_OTHERS =
      List.of("OKAPI_URL", "OKAPI_TENANT", "OKAPI_TOKEN", "BUS_MODULES", "BUS_ADMIN_TOKEN");

  private ConsoleProcess() {}

  /**
   * Starts it for the modules whose addresses are written, and waits until it listens.
   *
   * @return its address
   * @throws SandboxException with the end of its log if it does not start
   */
  public static URI start(Workspace workspace, int port) {
    Path log = workspace.log(NAME);
    ChildJvmBuilder builder =
        ChildJvm.jar(copy(workspace))
            .jvmOption("-Xmx256m")
            .quickToStart()
            .systemProperty("console.sandbox", workspace.moduleAddresses().toString())
            .logFile(log)
            .argument("serve")
            .argument("--port")
            .argument(Integer.toString(port));
    OF_OTHERS.forEach(name -> builder.environment(name, ""));
    ChildJvm child = builder.start();
    workspace.processes().note();
    try {
      String line = child.awaitLine(told -> told.startsWith(LISTENS), LIMIT);
      return URI.create(line.substring(LISTENS.length()));
    } catch (IllegalStateException e) {
      throw new SandboxException("The console did not start.%n%s".formatted(LogEnd.of(log)), e);
    }
  }

  // A command that is built anew must not take the jar away from the pages.
  private static Path copy(Workspace workspace) {
    Path built = workspace.project().resolve(NAME).resolve("target");
    Path folder = workspace.folder().resolve("console");
    try {
      Files.createDirectories(folder.resolve("lib"));
      copy(built.resolve(NAME + ".jar"), folder);
      try (Stream<Path> libraries = Files.list(built.resolve("lib"))) {
        for (Path library : libraries.toList()) {
          copy(library, folder.resolve("lib"));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder.resolve(NAME + ".jar");
  }

  private static void copy(Path file, Path folder) throws IOException {
    Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
  }
}

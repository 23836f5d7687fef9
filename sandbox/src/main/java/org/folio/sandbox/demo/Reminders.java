/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.folio.eventbus.testing.ChildJvm;
import org.folio.eventbus.testing.FreePorts;
import org.folio.sandbox.install.Installation;
import org.folio.sandbox.pubsub.UnmodifiedModule;
import org.jspecify.annotations.Nullable;

/** The unmodified module as a process, which can be killed and started again. */
final class Reminders implements AutoCloseable {

  private static final String NAME = "mod-reminders";
  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  private final Installation installation;
  private final int port = FreePorts.next();
  private final Path file;
  private @Nullable ChildJvm process;

  Reminders(Installation installation) {
    this.installation = installation;
    this.file = installation.file(NAME + ".txt");
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Starts the process and waits until it can be called. */
  void start() {
    process =
        installation.run(NAME, UnmodifiedModule.class, Integer.toString(port), file.toString());
    process.awaitLine(UnmodifiedModule.LISTENING::equals, START_LIMIT);
  }

  /** Ends the process with SIGKILL. */
  void kill() {
    if (process != null) {
      process.kill();
    }
  }

  /** The loans that it was called with, in the order of the calls, in all its lives. */
  List<UUID> loans() {
    try {
      return Files.exists(file)
          ? Files.readAllLines(file).stream().map(UUID::fromString).toList()
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}

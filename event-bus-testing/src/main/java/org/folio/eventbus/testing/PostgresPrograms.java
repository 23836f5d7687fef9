/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs initdb, postgres and pg_ctl on the data of one server. */
final class PostgresPrograms {

  private static final int LINES_TOLD = 40;

  private final PostgresBinaries binaries;
  private final Unprivileged unprivileged;
  private final Path data;
  private final Path log;

  PostgresPrograms(PostgresBinaries binaries, Unprivileged unprivileged, DataFolder folder) {
    this.binaries = binaries;
    this.unprivileged = unprivileged;
    this.data = folder.resolve("data");
    this.log = folder.resolve("postgres.log");
  }

  Path data() {
    return data;
  }

  /** Creates the data if there are none, with a superuser without password check. */
  void createData(String superuser) throws IOException {
    boolean exists = Files.exists(data.resolve("PG_VERSION"));
    Files.createDirectories(data);
    unprivileged.own(data);
    if (!exists) {
      run(
          "initdb",
          "-D",
          data.toString(),
          "-U",
          superuser,
          "-A",
          "trust",
          "-E",
          "UTF8",
          "--no-locale",
          "--no-sync");
    }
  }

  Process startServer(String host, int port, Map<String, String> settings) throws IOException {
    List<String> command = new ArrayList<>(List.of("postgres", "-D", data.toString()));
    command.addAll(List.of("-p", Integer.toString(port), "-h", host, "-k", ""));
    settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    return start(command);
  }

  void stopServer() throws IOException {
    run("pg_ctl", "stop", "-D", data.toString(), "-m", "fast", "-w", "-t", "30");
  }

  String logEnd() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_TOLD), lines.size()));
    } catch (IOException e) {
      return "(no log: " + e + ")";
    }
  }

  private void run(String... command) throws IOException {
    try {
      int code = start(List.of(command)).waitFor();
      if (code != 0) {
        throw new IllegalStateException(
            "%s ended with exit code %s. Last lines of the log:%n%s"
                .formatted(command[0], code, logEnd()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for " + command[0], e);
    }
  }

  private Process start(List<String> command) throws IOException {
    List<String> words = new ArrayList<>(unprivileged.prefix());
    words.add(binaries.program(command.get(0)));
    words.addAll(command.subList(1, command.size()));
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(binaries.folder().toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    // The caller's own PostgreSQL variables would override the options above.
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    return builder.start();
  }
}

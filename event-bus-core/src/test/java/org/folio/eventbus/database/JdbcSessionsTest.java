/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.folio.eventbus.base.settings.DatabaseSettings;
import org.folio.eventbus.base.sql.DatabaseOutage;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.FreePorts;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which poolers leave a session to its client. Includes PgBouncer where it is installed. */
@WithEventBusServers
class JdbcSessionsTest {

  private static final Path PROGRAM = Path.of("/usr/sbin/pgbouncer");

  private final DatabaseCoordinates database;
  private final List<Process> poolers = new ArrayList<>();
  @TempDir private Path folder;

  JdbcSessionsTest(DatabaseCoordinates database) {
    this.database = database;
  }

  @AfterEach
  void stop() {
    poolers.forEach(Process::destroy);
  }

  @Test
  void theServerItselfGivesSessions() {
    assertThatCode(() -> new JdbcSessions(at(database.port())).check()).doesNotThrowAnyException();
  }

  @Test
  void poolerOfSessionsIsTaken() throws Exception {
    int port = pooler("session");
    assertThatCode(() -> new JdbcSessions(at(port)).check()).doesNotThrowAnyException();
    withPool(port, pool -> pool.query("SELECT 1").execute().await());
  }

  @Test
  void poolerOfTransactionsIsRefusedWithASentence() throws Exception {
    int port = pooler("transaction");
    assertThatThrownBy(() -> new JdbcSessions(at(port)).check())
        .hasMessageContaining("set pool_mode = session");
    withPool(
        port,
        pool -> {
          Throwable failure = catchThrowable(() -> pool.query("SELECT 1").execute().await());
          assertThat(failure).hasMessageContaining("set pool_mode = session");
          assertThat(DatabaseOutage.of(failure))
              .hasValue("is behind a pooler that shares sessions");
        });
  }

  private void withPool(int port, Consumer<Pool> use) {
    Vertx vertx = Vertx.vertx();
    try {
      use.accept(Database.pool(vertx, at(port), "mod-test"));
    } finally {
      vertx.close().await();
    }
  }

  private DatabaseSettings at(int port) {
    return new DatabaseSettings(
        database.host(), port, database.database(), database.username(), database.password(), 2, 0);
  }

  private int pooler(String mode) throws IOException {
    assumeTrue(Files.isExecutable(PROGRAM), "PgBouncer is not installed");
    int port = FreePorts.next();
    Path users =
        Files.writeString(
            folder.resolve("users"),
            "\"%s\" \"%s\"".formatted(database.username(), database.password()));
    Path settings =
        Files.writeString(
            folder.resolve("pgbouncer.ini"),
            """
            [databases]
            * = host=%s port=%d
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = %d
            unix_socket_dir =
            auth_type = plain
            auth_file = %s
            pool_mode = %s
            ignore_startup_parameters = extra_float_digits, search_path, statement_timeout, idle_in_transaction_session_timeout
            """
                .formatted(database.host(), database.port(), port, users, mode));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    List<String> command = new ArrayList<>(List.of(PROGRAM.toString(), settings.toString()));
    if (System.getProperty("user.name").equals("root")) {
      // PgBouncer does not run as root.
      command.addAll(List.of("-u", "nobody"));
    }
    poolers.add(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start());
    await().until(() -> listens(port));
    return port;
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmbeddedPostgresServerTest {

  // Not a folder of JUnit's: in a container, where the server has to run as another user, that user
  // could not reach into it.
  private final DataFolder data = DataFolder.of(null, "event-bus-test");

  @AfterEach
  void deleteData() {
    data.close();
  }

  @Test
  void committedRowSurvivesKillAndStop() throws Exception {
    try (EmbeddedPostgresServer server = EmbeddedPostgresServer.builder().start()) {
      String url = server.jdbcUrl();
      execute(server.coordinates(), "CREATE TABLE loan (id int)");
      execute(server.coordinates(), "INSERT INTO loan VALUES (42)");

      server.kill();
      assertThat(server.running()).isFalse();
      server.start();

      assertThat(server.running()).isTrue();
      assertThat(server.jdbcUrl()).isEqualTo(url);
      assertThat(text(server.coordinates(), "SELECT id FROM loan")).isEqualTo("42");

      server.stop();
      assertThat(server.running()).isFalse();
      server.start();

      assertThat(text(server.coordinates(), "SELECT id FROM loan")).isEqualTo("42");
    }
  }

  @Test
  void stopDoesNotWaitForClients() throws Exception {
    try (EmbeddedPostgresServer server = EmbeddedPostgresServer.builder().start();
        Connection client = connect(server.coordinates())) {
      server.stop();

      assertThat(server.running()).isFalse();
      assertThat(client.isValid(1)).isFalse();
    }
  }

  @Test
  void whatIsCommittedIsOnDisk() throws Exception {
    try (EmbeddedPostgresServer server =
        EmbeddedPostgresServer.builder().setting("work_mem", "5MB").start()) {
      assertThat(text(server.coordinates(), "SHOW fsync")).isEqualTo("on");
      assertThat(text(server.coordinates(), "SHOW synchronous_commit")).isEqualTo("on");
      assertThat(text(server.coordinates(), "SHOW max_connections")).isEqualTo("200");
      assertThat(text(server.coordinates(), "SHOW work_mem")).isEqualTo("5MB");
    }
  }

  @Test
  void newDatabasesAreApart() throws Exception {
    try (EmbeddedPostgresServer server = EmbeddedPostgresServer.builder().start()) {
      DatabaseCoordinates one = server.newDatabase();
      DatabaseCoordinates other = server.newDatabase();
      execute(one, "CREATE TABLE loan (id int)");

      assertThat(text(one, "SELECT to_regclass('loan')")).isEqualTo("loan");
      assertThat(text(other, "SELECT to_regclass('loan')")).isNull();
    }
  }

  @Test
  void givenFolderIsReusedWhenItsServerHasOutlivedItsJvm() throws Exception {
    Path folder = data.path();
    int port = FreePorts.next();
    try (ChildJvm jvm =
        ChildJvm.mainClass(PostgresInChild.class.getName())
            .argument(folder.toString())
            .argument(Integer.toString(port))
            .start()) {
      jvm.awaitLine("ready"::equals, Duration.ofSeconds(30));
      jvm.kill();
    }
    long orphan =
        Long.parseLong(Files.readAllLines(folder.resolve("data/postmaster.pid")).get(0).strip());
    assertThat(ProcessHandle.of(orphan)).isPresent();

    try (EmbeddedPostgresServer server =
        EmbeddedPostgresServer.builder().dataFolder(folder).port(port).start()) {
      assertThat(text(server.coordinates(), "SELECT id FROM loan")).isEqualTo("7");
      assertThat(ProcessHandle.of(orphan).flatMap(process -> process.info().command())).isEmpty();
    }
  }

  @Test
  void folderInUseIsRefused() {
    Path folder = data.path();
    try (EmbeddedPostgresServer server =
        EmbeddedPostgresServer.builder().dataFolder(folder).start()) {
      assertThatIllegalStateException()
          .isThrownBy(() -> EmbeddedPostgresServer.builder().dataFolder(folder).start())
          .withMessageContaining("in use");
      assertThat(server.running()).isTrue();
    }
  }

  @Test
  void runsAsAnotherUserWhereNamespacesAreRefused() throws Exception {
    assumeTrue(Unprivileged.isRoot(), "only root has to become somebody else");
    try (EmbeddedPostgresServer server =
        EmbeddedPostgresServer.builder().unprivileged(Unprivileged.otherUser()).start()) {
      execute(server.coordinates(), "CREATE TABLE loan (id int)");
      server.kill();
      server.start();
      server.stop();
      server.start();

      assertThat(text(server.coordinates(), "SELECT to_regclass('loan')")).isEqualTo("loan");
    }
  }

  @Test
  void failureToStartTellsWhatTheServerSaid() {
    assertThatIllegalStateException()
        .isThrownBy(() -> EmbeddedPostgresServer.builder().setting("no_such_thing", "1").start())
        .withMessageContaining("no_such_thing");
  }

  static void execute(DatabaseCoordinates database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String text(DatabaseCoordinates database, String query) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  private static Connection connect(DatabaseCoordinates database) throws SQLException {
    return DriverManager.getConnection(
        database.jdbcUrl(), database.username(), database.password());
  }

  /** A JVM that has a server and waits to be killed. */
  static final class PostgresInChild {

    public static void main(String[] arguments) throws Exception {
      ChildJvm.exitWithParent();
      EmbeddedPostgresServer server =
          EmbeddedPostgresServer.builder()
              .dataFolder(Path.of(arguments[0]))
              .port(Integer.parseInt(arguments[1]))
              .start();
      execute(server.coordinates(), "CREATE TABLE loan AS SELECT 7 AS id");
      System.out.println("ready");
      Thread.currentThread().join();
    }
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.folio.eventbus.benchmark.measure.DiskWatch;
import org.folio.eventbus.benchmark.measure.ProcessorTime;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.EmbeddedPostgresServer;
import org.folio.eventbus.testing.FolioEnvironment;
import org.folio.eventbus.testing.ForkedKafka;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresBuilder;

/** The one broker and the one database of all contenders, in processes of their own. */
public final class Servers implements AutoCloseable {

  private final Path folder;
  private final ForkedKafka kafka;
  private final EmbeddedPostgresServer postgres;

  private Servers(Path folder, ForkedKafka kafka, EmbeddedPostgresServer postgres) {
    this.folder = folder;
    this.kafka = kafka;
    this.postgres = postgres;
  }

  /**
   * Starts both servers.
   *
   * @param statements whether the database records the cost of each statement
   */
  public static Servers start(boolean statements) {
    try {
      Path folder = Files.createTempDirectory("event-bus-benchmark");
      // The database may run as another user.
      folder.toFile().setExecutable(true, false);
      PostgresBuilder builder =
          EmbeddedPostgresServer.builder()
              .dataFolder(folder.resolve("postgres"))
              // Usual settings for a database of this size. A checkpoint during the run of only one
              // contender would be noise.
              .setting("shared_buffers", "512MB")
              .setting("max_wal_size", "8GB")
              .setting("checkpoint_timeout", "1h")
              // For the same reason: the tables of 200 tenants with equal traffic are due at the
              // same time. Once a minute, autovacuum would analyse about two thousand tables within
              // a few seconds.
              .setting("autovacuum_naptime", "5s")
              // Latency is measured between commits, by the database's own clock.
              .setting("track_commit_timestamp", "on");
      if (statements) {
        builder.setting("shared_preload_libraries", "pg_stat_statements");
      }
      EmbeddedPostgresServer postgres = builder.start();
      return new Servers(folder, ForkedKafka.builder().start(), postgres);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The broker. */
  public KafkaBroker kafka() {
    return kafka;
  }

  /** Creates an empty database. */
  public DatabaseCoordinates newDatabase() {
    checkpoint();
    return postgres.newDatabase();
  }

  /** Copies a database without connections. */
  public DatabaseCoordinates copyOf(DatabaseCoordinates original, String name) {
    execute("CREATE DATABASE %s TEMPLATE %s".formatted(name, original.database()));
    checkpoint();
    return new DatabaseCoordinates(
        original.host(), original.port(), name, original.username(), original.password());
  }

  /** Drops a database. */
  public void drop(DatabaseCoordinates database) {
    execute("DROP DATABASE %s WITH (FORCE)".formatted(database.database()));
  }

  /** FOLIO's environment variables for a module, with the given {@code ENV}. */
  public Map<String, String> variables(DatabaseCoordinates database, String environment) {
    Map<String, String> variables = FolioEnvironment.of(kafka, database);
    variables.put("ENV", environment);
    return variables;
  }

  /** Opens a connection to a database. */
  public static Connection connect(DatabaseCoordinates database) throws SQLException {
    return DriverManager.getConnection(
        database.jdbcUrl(), database.username(), database.password());
  }

  /** Processor time of the broker, in seconds. */
  public double kafkaSeconds() {
    return ProcessorTime.of(kafka.pid());
  }

  /** Processor time of all processes of the database, in seconds. */
  public double postgresSeconds() {
    try (Stream<String> lines =
        Files.lines(folder.resolve("postgres").resolve("data").resolve("postmaster.pid"))) {
      return ProcessorTime.of(Long.parseLong(lines.findFirst().orElse("0").trim()));
    } catch (IOException e) {
      return 0;
    }
  }

  /** Starts to measure the disk of the database. */
  DiskWatch watchDisk() {
    return DiskWatch.start(folder);
  }

  /** The version of the database. */
  public String postgresVersion() {
    try (Connection connection = connect(postgres.coordinates());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW server_version")) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void checkpoint() {
    execute("CHECKPOINT");
  }

  private void execute(String sql) {
    try (Connection connection = connect(postgres.coordinates());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  @Override
  public void close() {
    kafka.close();
    postgres.close();
    delete(folder);
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : List.copyOf(files.sorted(Comparator.reverseOrder()).toList())) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The benchmark's data stay in " + folder, e);
    }
  }
}

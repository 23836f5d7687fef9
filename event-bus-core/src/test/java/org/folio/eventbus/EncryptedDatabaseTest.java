/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import org.folio.eventbus.base.settings.SettingsException;
import org.folio.eventbus.testing.EmbeddedPostgresServer;
import org.folio.eventbus.testing.FolioEnvironment;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.TlsIdentity;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** With the server's certificate, every connection to the database uses TLS. */
@WithEventBusServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EncryptedDatabaseTest {

  private static final String UNENCRYPTED =
      "SELECT count(*) AS n FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)"
          + " WHERE application_name LIKE 'mod-%' AND NOT ssl";

  private static final String OWN_CONNECTION =
      "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";

  @TempDir static Path folder;

  private final KafkaBroker kafka;
  private TlsIdentity identity;
  private EmbeddedPostgresServer postgres;

  EncryptedDatabaseTest(KafkaBroker kafka) {
    this.kafka = kafka;
  }

  @BeforeAll
  void start() throws Exception {
    identity = TlsIdentity.create(folder);
    Path data = folder.resolve("postgres");
    postgres = EmbeddedPostgresServer.builder().dataFolder(data).start();
    Path database;
    try (var found = Files.find(data, 3, (path, any) -> path.endsWith("PG_VERSION"))) {
      database = found.findFirst().orElseThrow().getParent();
    }
    give(database.resolve("server.crt"), identity.certificate());
    give(database.resolve("server.key"), identity.key());
    try (Connection connection =
            DriverManager.getConnection(
                postgres.jdbcUrl(), postgres.username(), postgres.password());
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER SYSTEM SET ssl = on");
      statement.execute("SELECT pg_reload_conf()");
    }
    // The server reloads its settings with a delay; later connections may be encrypted.
    await().atMost(TestBus.LIMIT).until(this::isEncrypting);
  }

  private boolean isEncrypting() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                postgres.jdbcUrl(), postgres.username(), postgres.password());
        Statement statement = connection.createStatement();
        ResultSet setting = statement.executeQuery("SHOW ssl")) {
      return setting.next() && setting.getString(1).equals("on");
    }
  }

  // The server accepts a key only if its own user owns the file and no other user can read it.
  private static void give(Path file, String text) throws Exception {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Files.setOwner(file, Files.getOwner(file.getParent()));
  }

  @AfterAll
  void stop() {
    postgres.close();
  }

  private EventBusSettings settings(String certificate) {
    Map<String, String> variables = FolioEnvironment.of(kafka, postgres.newDatabase());
    variables.put("DB_HOST", "localhost");
    variables.put("DB_SERVER_PEM", certificate);
    variables.put("EVENT_TOPIC_PARTITIONS", "2");
    return EventBusSettings.from(variables);
  }

  @Test
  void noConnectionIsLeftUnencrypted() {
    try (TestBus producer = TestBus.producer(settings(identity.certificate()))) {
      producer.publish(TestBus.checkOuts(UUID.randomUUID(), 2));
      assertThat(producer.query(UNENCRYPTED).get(0).getLong("n")).isZero();
      assertThat(producer.query(OWN_CONNECTION).get(0).getBoolean("ssl")).isTrue();
    }
  }

  @Test
  void aServerWithAnotherCertificateIsNotTrusted() throws Exception {
    TlsIdentity other = TlsIdentity.create(Files.createDirectory(folder.resolve("other")));
    assertThatThrownBy(() -> TestBus.producer(settings(other.certificate())))
        .hasStackTraceContaining("PKIX path validation failed");
  }

  @Test
  void aTextThatIsNoCertificateIsRefusedAndNotShown() {
    assertThatThrownBy(() -> settings(identity.key()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("DB_SERVER_PEM is not a certificate")
        .satisfies(
            thrown -> assertThat(thrown.getMessage()).doesNotContain(identity.key().substring(40)));
  }
}

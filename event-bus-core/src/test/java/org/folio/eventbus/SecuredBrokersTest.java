/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.folio.eventbus.base.settings.SettingsException;
import org.folio.eventbus.testing.EmbeddedKafka;
import org.folio.eventbus.testing.FolioEnvironment;
import org.folio.eventbus.testing.FreePorts;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.TlsIdentity;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Brokers that encrypt, authenticate, and grant each module the documented permissions only. */
@WithEventBusServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecuredBrokersTest {

  private static final String PASSWORD = "quotes \" and \\ are passwords too";
  private static final int ITERATIONS = 4_096;
  private static final String READER_GROUPS = "mod-reader";

  @TempDir static Path folder;

  private final PostgresServer postgres;
  private final int securedPort = FreePorts.next();
  private TlsIdentity identity;
  private EmbeddedKafka kafka;
  private Admin admin;

  SecuredBrokersTest(PostgresServer postgres) {
    this.postgres = postgres;
  }

  @BeforeAll
  void start() throws Exception {
    identity = TlsIdentity.create(folder);
    kafka =
        EmbeddedKafka.builder()
            .additionalListener("SECURED", securedPort, securedPort)
            .property(
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,SECURED:SASL_SSL,CONTROLLER:PLAINTEXT")
            .property("sasl.enabled.mechanisms", "SCRAM-SHA-512")
            .property(
                "listener.name.secured.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;")
            .property("ssl.keystore.location", identity.keystore().toString())
            .property("ssl.keystore.password", identity.password())
            .property("ssl.key.password", identity.password())
            .property(
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
            // The listener of the test and of the brokers among each other.
            .property("super.users", "User:ANONYMOUS")
            .start();
    admin =
        Admin.create(
            Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()));
    for (String user : List.of("producer", "reader", "stranger")) {
      admin
          .alterUserScramCredentials(
              List.of(
                  new UserScramCredentialUpsertion(
                      user,
                      new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS),
                      PASSWORD)))
          .all()
          .get(30, TimeUnit.SECONDS);
    }
  }

  @AfterAll
  void stop() {
    admin.close();
    kafka.close();
  }

  private EventBusSettings settings(String environment, String user, Map<String, String> more) {
    Map<String, String> variables = FolioEnvironment.of(kafka, postgres.newDatabase());
    variables.put("ENV", environment);
    variables.put("KAFKA_HOST", "localhost");
    variables.put("KAFKA_PORT", Integer.toString(securedPort));
    variables.put("KAFKA_SECURITY_PROTOCOL", "SASL_SSL");
    variables.put("KAFKA_SSL_TRUSTSTORE_LOCATION", identity.truststore().toString());
    variables.put("KAFKA_SSL_TRUSTSTORE_PASSWORD", identity.password());
    variables.put("KAFKA_SASL_USERNAME", user);
    variables.put("KAFKA_SASL_PASSWORD", PASSWORD);
    variables.put("EVENT_TOPIC_PARTITIONS", "2");
    variables.putAll(more);
    return EventBusSettings.from(variables);
  }

  private void allow(
      String user, ResourceType type, PatternType pattern, String name, AclOperation... operations)
      throws Exception {
    admin
        .createAcls(
            Arrays.stream(operations)
                .map(
                    operation ->
                        new AclBinding(
                            new ResourcePattern(type, name, pattern),
                            new AccessControlEntry(
                                "User:" + user, "*", operation, AclPermissionType.ALLOW)))
                .toList())
        .all()
        .get(30, TimeUnit.SECONDS);
  }

  /** The permissions that docs/deployment.md lists for a publishing module. */
  private void allowPublishing(String environment) throws Exception {
    for (String topic :
        List.of(
            environment + ".diku.circulation.", environment + ".event-bus.republish-requests")) {
      allow(
          "producer",
          ResourceType.TOPIC,
          PatternType.PREFIXED,
          topic,
          AclOperation.CREATE,
          AclOperation.DESCRIBE,
          AclOperation.READ,
          AclOperation.WRITE,
          AclOperation.DELETE);
    }
    allow(
        "producer",
        ResourceType.GROUP,
        PatternType.PREFIXED,
        environment + ".mod-test.",
        AclOperation.READ);
  }

  /** The permissions that docs/deployment.md lists for a subscribing module. */
  private void allowReading(String environment) throws Exception {
    allow(
        "reader",
        ResourceType.TOPIC,
        PatternType.PREFIXED,
        environment + ".diku.circulation.",
        AclOperation.DESCRIBE,
        AclOperation.READ);
    allow(
        "reader",
        ResourceType.TOPIC,
        PatternType.LITERAL,
        environment + ".event-bus.republish-requests",
        AclOperation.DESCRIBE,
        AclOperation.WRITE);
    allow(
        "reader",
        ResourceType.GROUP,
        PatternType.PREFIXED,
        environment + "." + READER_GROUPS + ".",
        AclOperation.READ);
  }

  @Test
  void eventsArriveWithTheRightsThatTheRunbookLists() throws Exception {
    String environment = kafka.uniqueEnvironment();
    allowPublishing(environment);
    allowReading(environment);
    try (TestBus producer = TestBus.producer(settings(environment, "producer", Map.of()));
        TestBus consumer =
            TestBus.consumer(
                settings(environment, "reader", Map.of()),
                new Ledger(),
                SubscriptionPolicy.DEFAULT)) {
      producer.publish(TestBus.checkOuts(UUID.randomUUID(), 2));
      assertThat(consumer.awaitLedger(2)).hasSize(2);
    }
  }

  @Test
  void aModuleIsToldWhichTopicItMayNotRead() throws Exception {
    String environment = kafka.uniqueEnvironment();
    allowPublishing(environment);
    try (TestBus producer = TestBus.producer(settings(environment, "producer", Map.of()))) {
      assertThatThrownBy(
              () ->
                  TestBus.consumer(
                      settings(environment, "stranger", Map.of()),
                      new Ledger(),
                      SubscriptionPolicy.DEFAULT))
          .hasStackTraceContaining("do not let this module's user use")
          .hasStackTraceContaining(producer.topic());
    }
  }

  @Test
  void aModuleThatLosesItsRightSaysSoInItsStatus() throws Exception {
    String environment = kafka.uniqueEnvironment();
    allowPublishing(environment);
    allow(
        "reader",
        ResourceType.TOPIC,
        PatternType.PREFIXED,
        environment + ".",
        AclOperation.DESCRIBE);
    try (TestBus producer = TestBus.producer(settings(environment, "producer", Map.of()));
        TestBus consumer =
            TestBus.consumer(
                settings(environment, "reader", Map.of()),
                new Ledger(),
                SubscriptionPolicy.DEFAULT)) {
      producer.publish(TestBus.checkOuts(UUID.randomUUID(), 1));
      await()
          .atMost(TestBus.LIMIT)
          .untilAsserted(
              () ->
                  assertThat(consumer.get(consumer.bus().admin().subscriptions(null)).toString())
                      .contains("AuthorizationException"));
    }
  }

  @Test
  void aWrongPasswordIsNamedAndNotShown() {
    String environment = kafka.uniqueEnvironment();
    String wrong = "not-the-password";
    assertThatThrownBy(
            () ->
                TestBus.producer(
                    settings(environment, "producer", Map.of("KAFKA_SASL_PASSWORD", wrong))))
        .hasStackTraceContaining("Authentication failed")
        .satisfies(thrown -> assertThat(thrown.toString()).doesNotContain(wrong));
  }

  @Test
  void brokersWithAnotherCertificateAreNotTrusted() throws Exception {
    String environment = kafka.uniqueEnvironment();
    TlsIdentity other = TlsIdentity.create(Files.createDirectory(folder.resolve("other")));
    assertThatThrownBy(
            () ->
                TestBus.producer(
                    settings(
                        environment,
                        "producer",
                        Map.of("KAFKA_SSL_TRUSTSTORE_LOCATION", other.truststore().toString()))))
        .hasStackTraceContaining("SSL handshake failed");
  }

  @Test
  void credentialsThatWouldNotBeUsedAreRefusedAtTheStart() {
    assertThatThrownBy(
            () -> settings("folio", "producer", Map.of("KAFKA_SECURITY_PROTOCOL", "PLAINTEXT")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("KAFKA_SASL_USERNAME")
        .hasMessageContaining("KAFKA_SSL_TRUSTSTORE_LOCATION")
        .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContain(PASSWORD));
    assertThatThrownBy(() -> settings("folio", "", Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("KAFKA_SECURITY_PROTOCOL is SASL_SSL");
    assertThatThrownBy(
            () ->
                settings(
                    "folio", "producer", Map.of("KAFKA_SSL_KEYSTORE_LOCATION", "/no/such/file")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("KAFKA_SSL_KEYSTORE_LOCATION is \"/no/such/file\"");
  }
}

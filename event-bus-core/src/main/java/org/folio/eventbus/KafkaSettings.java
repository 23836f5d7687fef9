/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.folio.eventbus.base.settings.Environment;

/**
 * The address of Kafka and the settings of new topics.
 *
 * @param bootstrapServers {@code KAFKA_HOST} and {@code KAFKA_PORT}, as {@code host:port}; several
 *     hosts are separated by commas
 * @param replicationFactor {@code REPLICATION_FACTOR} of new topics, at least 1
 * @param partitions {@code EVENT_TOPIC_PARTITIONS} of new topics, at least 1
 * @param retentionHours {@code EVENT_TOPIC_RETENTION_HOURS} of new topics, at least 1
 * @param maxRequestSize {@code MAX_REQUEST_SIZE}, size limit of a request to a broker in bytes
 * @param tenantCollection {@code KAFKA_PRODUCER_TENANT_COLLECTION}: one topic for all tenants of
 *     the collection; empty for a topic per tenant
 * @param groupProtocol {@code EVENT_GROUP_PROTOCOL} of consumer groups
 * @param topics {@code EVENT_TOPICS}: the topics that events are written to, and read from unless a
 *     subscription sets its own
 * @param security how brokers and module authenticate each other
 */
public record KafkaSettings(
    String bootstrapServers,
    int replicationFactor,
    int partitions,
    int retentionHours,
    int maxRequestSize,
    Optional<String> tenantCollection,
    GroupProtocol groupProtocol,
    TopicChoice topics,
    Security security) {

  /** How the members of a consumer group agree on the assignment of partitions. */
  public enum GroupProtocol {
    /** Kafka's own since 2.4, known by every broker. */
    CLASSIC,
    /**
     * The protocol of KIP-848, for brokers 4.0 and later; a rebalance moves each member on its own.
     */
    CONSUMER
  }

  /** The configuration that all Kafka clients of the bus share. */
  public Map<String, Object> clientProperties() {
    Map<String, Object> properties = new HashMap<>(security.clientProperties());
    properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    // Brokers keep their addresses in every known installation, even after all of them were down.
    // Bootstrapping again would block the caller of a send meanwhile.
    properties.put(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "none");
    properties.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, RECONNECT_BACKOFF_MAX);
    return properties;
  }

  // The longest pause in milliseconds before a returning broker is found.
  private static final int RECONNECT_BACKOFF_MAX = 1_000;

  /**
   * How brokers and the module authenticate each other. The variables for TLS are those of FOLIO's
   * other modules (contract: platform 8.1).
   *
   * @param protocol {@code KAFKA_SECURITY_PROTOCOL}
   * @param truststore {@code KAFKA_SSL_TRUSTSTORE_LOCATION} and {@code _PASSWORD}: the certificates
   *     that the module trusts; empty for the authorities that the JVM trusts
   * @param keystore {@code KAFKA_SSL_KEYSTORE_LOCATION} and {@code _PASSWORD}: the module's own
   *     certificate, for brokers that ask for one
   * @param user {@code KAFKA_SASL_MECHANISM}, {@code KAFKA_SASL_USERNAME} and {@code
   *     KAFKA_SASL_PASSWORD}; present if and only if the protocol asks for it
   */
  public record Security(
      Protocol protocol,
      Optional<Store> truststore,
      Optional<Store> keystore,
      Optional<User> user) {

    /** Neither encrypted nor authenticated, as FOLIO's reference installation runs. */
    public static final Security NONE =
        new Security(Protocol.PLAINTEXT, Optional.empty(), Optional.empty(), Optional.empty());

    private static final String PROTOCOL = "KAFKA_SECURITY_PROTOCOL";
    private static final String USERNAME = "KAFKA_SASL_USERNAME";
    private static final String PASSWORD = "KAFKA_SASL_PASSWORD";
    private static final Pattern PROTOCOLS =
        Pattern.compile("PLAINTEXT|SSL|SASL_PLAINTEXT|SASL_SSL");
    private static final Pattern MECHANISMS = Pattern.compile("SCRAM-SHA-512|SCRAM-SHA-256|PLAIN");
    private static final String DEFAULT_MECHANISM = "SCRAM-SHA-512";
    private static final String LOGIN = "org.apache.kafka.common.security.%sLoginModule";

    /** Kafka's security protocol. */
    public enum Protocol {
      /** Neither encrypted nor authenticated. */
      PLAINTEXT,
      /** Encrypted; the module may have a certificate. */
      SSL,
      /** With user and password, which are sent unencrypted unless the mechanism hides them. */
      SASL_PLAINTEXT,
      /** Encrypted, with user and password. */
      SASL_SSL;

      boolean encrypted() {
        return this == SSL || this == SASL_SSL;
      }

      boolean authenticated() {
        return this == SASL_PLAINTEXT || this == SASL_SSL;
      }
    }

    /**
     * A file of keys or certificates: PKCS12, JKS, or PEM if the file name ends so.
     *
     * @param password never logged; empty for a PEM file, which has none
     */
    public record Store(String location, String password) {

      private boolean pem() {
        return location.toLowerCase(Locale.ROOT).endsWith(".pem");
      }

      @Override
      public String toString() {
        return location;
      }
    }

    /**
     * The user that the brokers know.
     *
     * @param mechanism a SASL mechanism, for example {@code SCRAM-SHA-512}
     * @param password never logged
     */
    public record User(String mechanism, String name, String password) {
      @Override
      public String toString() {
        return name;
      }
    }

    /** Reads the variables; the environment records each error. */
    static Security from(Environment environment) {
      Protocol protocol =
          Protocol.valueOf(
              environment.matching(
                  PROTOCOL, "PLAINTEXT", PROTOCOLS, "PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL"));
      Optional<Store> truststore =
          store(environment, protocol, "KAFKA_SSL_TRUSTSTORE", "certificates that are trusted");
      Optional<Store> keystore =
          store(environment, protocol, "KAFKA_SSL_KEYSTORE", "the module's own key");
      return new Security(protocol, truststore, keystore, user(environment, protocol));
    }

    private static Optional<Store> store(
        Environment environment, Protocol protocol, String name, String what) {
      String location =
          environment.text(name + "_LOCATION", "", "a PKCS12, JKS or PEM file with " + what);
      String password = environment.text(name + "_PASSWORD", "", "the password of that file");
      if (location.isEmpty()) {
        return Optional.empty();
      }
      if (!protocol.encrypted()) {
        environment.refuse(
            "%s_LOCATION is set, but %s is %s; expected SSL or SASL_SSL, or no file."
                .formatted(name, PROTOCOL, protocol));
      }
      if (!Files.isReadable(Path.of(location))) {
        environment.refuse(
            "%s_LOCATION is \"%s\"; expected a file that the module can read."
                .formatted(name, location));
      }
      return Optional.of(new Store(location, password));
    }

    private static Optional<User> user(Environment environment, Protocol protocol) {
      String mechanism =
          environment.matching(
              "KAFKA_SASL_MECHANISM",
              DEFAULT_MECHANISM,
              MECHANISMS,
              "SCRAM-SHA-512, SCRAM-SHA-256 or PLAIN");
      String name = environment.text(USERNAME, "", "the user that the brokers know");
      String password = environment.text(PASSWORD, "", "the password of that user");
      boolean given = !name.isEmpty() && !password.isEmpty();
      if (protocol.authenticated() && !given) {
        environment.refuse(
            "%s is %s, but %s or %s is not set; expected both."
                .formatted(PROTOCOL, protocol, USERNAME, PASSWORD));
      }
      if (!protocol.authenticated() && !(name.isEmpty() && password.isEmpty())) {
        environment.refuse(
            "%s or %s is set, but %s is %s, which sends neither; expected SASL_SSL or SASL_PLAINTEXT."
                .formatted(USERNAME, PASSWORD, PROTOCOL, protocol));
      }
      return protocol.authenticated()
          ? Optional.of(new User(mechanism, name, password))
          : Optional.empty();
    }

    /** The settings as properties of Kafka's clients. */
    Map<String, Object> clientProperties() {
      Map<String, Object> properties = new HashMap<>();
      properties.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol.name());
      truststore.ifPresent(
          store -> {
            properties.put(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, store.location());
            if (store.pem()) {
              properties.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
            } else {
              properties.put(SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG, store.password());
            }
          });
      keystore.ifPresent(
          store -> {
            properties.put(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, store.location());
            if (store.pem()) {
              properties.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, "PEM");
            } else {
              properties.put(SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG, store.password());
              properties.put(SslConfigs.SSL_KEY_PASSWORD_CONFIG, store.password());
            }
          });
      user.ifPresent(
          known -> {
            properties.put(SaslConfigs.SASL_MECHANISM, known.mechanism());
            properties.put(
                SaslConfigs.SASL_JAAS_CONFIG,
                "%s required username=\"%s\" password=\"%s\";"
                    .formatted(
                        LOGIN.formatted(
                            known.mechanism().equals("PLAIN") ? "plain.Plain" : "scram.Scram"),
                        quoted(known.name()),
                        quoted(known.password())));
          });
      return properties;
    }

    private static String quoted(String text) {
      return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
  }
}

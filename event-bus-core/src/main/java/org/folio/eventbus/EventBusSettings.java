/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.folio.eventbus.KafkaSettings.GroupProtocol;
import org.folio.eventbus.base.settings.DatabaseSettings;
import org.folio.eventbus.base.settings.Environment;
import org.folio.eventbus.base.settings.SettingsException;

/**
 * The settings of the bus, read from FOLIO's environment variables.
 *
 * @param environment {@code ENV}, the first part of each topic and group name
 * @param database the module's PostgreSQL
 * @param kafka the brokers
 * @param instance {@code EVENT_INSTANCE_ID}, a name of this process that is unique in the module
 *     and survives restarts; after a restart the process gets its partitions back if it returns
 *     within the session timeout. Empty for a process without such a name
 * @param retentionDays {@code EVENT_JOURNAL_DAYS}, how long journal and receipts are kept, at least
 *     1
 * @param originalDays {@code EVENT_ORIGINAL_DAYS}, how long the original of an event is kept after
 *     an operator discarded or edited it, at least 1
 * @param canaryInterval {@code EVENT_CANARY_SECONDS}, how often canaries are published on each
 *     stream and checked; zero for never
 * @param platform {@code EVENT_PLATFORM}, who enables the module for tenants
 */
public record EventBusSettings(
    String environment,
    DatabaseSettings database,
    KafkaSettings kafka,
    Optional<String> instance,
    int retentionDays,
    int originalDays,
    Duration canaryInterval,
    Platform platform) {

  /** Who enables a module for tenants. */
  public enum Platform {
    /** Okapi calls the module for each change. */
    OKAPI,
    /**
     * Eureka's mgr-tenant-entitlements calls the module to enable and to purge, and tells of
     * revocations on a topic only. Versions of a module run side by side, each for some tenants.
     */
    EUREKA
  }

  /** FOLIO's own default of {@code ENV}. */
  public static final String DEFAULT_ENVIRONMENT = "folio";

  /** Five connections, as in FOLIO's descriptors, plus two that wait for notifications. */
  public static final int DEFAULT_POOL_SIZE = 5;

  /** Milliseconds; FOLIO's descriptors cancel a statement after a minute. */
  public static final int DEFAULT_QUERY_TIMEOUT = 60_000;

  /** The value that mod-circulation requests. */
  public static final int DEFAULT_PARTITIONS = 10;

  /** A week: if a module goes down over a weekend, it still finds all of its events on Monday. */
  public static final int DEFAULT_TOPIC_RETENTION_HOURS = 7 * 24;

  /** A quarter of a year: long enough to answer a patron's complaint. */
  public static final int DEFAULT_RETENTION_DAYS = 90;

  /**
   * As long as the journal by default. While the journal still holds the event, the original
   * explains the change; after that it would be the last copy of the payload.
   */
  public static final int DEFAULT_ORIGINAL_DAYS = DEFAULT_RETENTION_DAYS;

  /**
   * Off: one canary a minute keeps 130,000 journal rows for each tenant and stream, and as many
   * receipts for each subscription. An installation with hundreds of tenants must choose that.
   */
  public static final int DEFAULT_CANARY_SECONDS = 0;

  /** Bytes; mod-circulation's value. */
  public static final int DEFAULT_MAX_REQUEST_SIZE = 4_000_000;

  /** Works with the brokers of every installation. */
  public static final String DEFAULT_GROUP_PROTOCOL = "classic";

  /** Nothing else runs released modules by default. */
  public static final String DEFAULT_PLATFORM = "okapi";

  /** All types of a stream share one topic, so no event overtakes another on the way. */
  public static final TopicChoice DEFAULT_TOPICS = TopicChoice.STREAM;

  private static final Pattern PLATFORM = Pattern.compile("okapi|eureka");
  private static final Pattern TOPICS = Pattern.compile("stream|per-type|both");
  private static final Pattern PROTOCOL = Pattern.compile("classic|consumer");
  private static final int HIGHEST_PORT = 65_535;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,60}");
  private static final Pattern COLLECTION = Pattern.compile("[A-Z][A-Z0-9]{0,30}");
  private static final Pattern CERTIFICATE =
      Pattern.compile(
          "\\s*-----BEGIN CERTIFICATE-----.*-----END CERTIFICATE-----\\s*", Pattern.DOTALL);
  private static final Pattern HOSTS = Pattern.compile("[^\\s,:]+(:\\d+)?(,[^\\s,:]+(:\\d+)?)*");

  /**
   * Reads the settings from environment variables.
   *
   * @throws SettingsException naming every variable that is missing or wrong
   */
  public static EventBusSettings from(Map<String, String> variables) {
    Environment environment = new Environment(variables);
    EventBusSettings settings = from(environment);
    environment.check();
    return settings;
  }

  /** Reads the settings; the environment records each error. */
  public static EventBusSettings from(Environment environment) {
    KafkaSettings kafka = kafka(environment);
    Platform platform = platform(environment);
    if (platform == Platform.EUREKA && kafka.tenantCollection().isPresent()) {
      environment.refuse(
          "KAFKA_PRODUCER_TENANT_COLLECTION cannot be used with EVENT_PLATFORM=eureka: a revocation could not stop the work for one tenant of a topic. Unset it.");
    }
    return new EventBusSettings(
        environment.matching(
            "ENV", DEFAULT_ENVIRONMENT, NAME, "letters, digits, hyphens and underscores"),
        database(environment),
        kafka,
        instance(environment),
        environment.number("EVENT_JOURNAL_DAYS", DEFAULT_RETENTION_DAYS, 1, 10_000),
        environment.number("EVENT_ORIGINAL_DAYS", DEFAULT_ORIGINAL_DAYS, 1, 10_000),
        Duration.ofSeconds(
            environment.number("EVENT_CANARY_SECONDS", DEFAULT_CANARY_SECONDS, 0, 3_600)),
        platform);
  }

  private static Platform platform(Environment environment) {
    return Platform.valueOf(
        environment
            .matching("EVENT_PLATFORM", DEFAULT_PLATFORM, PLATFORM, "okapi or eureka")
            .toUpperCase(Locale.ROOT));
  }

  private static Optional<String> instance(Environment environment) {
    return environment.optionalMatching(
        "EVENT_INSTANCE_ID", NAME, "letters, digits, hyphens and underscores");
  }

  private static DatabaseSettings database(Environment environment) {
    return new DatabaseSettings(
        environment.text("DB_HOST", "localhost", "the host of the database"),
        environment.number("DB_PORT", 5432, 1, HIGHEST_PORT),
        environment.required("DB_DATABASE", "the name of the database"),
        environment.required("DB_USERNAME", "the database user"),
        environment.required("DB_PASSWORD", "the password of the database user"),
        environment.number("DB_MAXPOOLSIZE", DEFAULT_POOL_SIZE, 1, 1_000),
        environment.number("DB_QUERYTIMEOUT", DEFAULT_QUERY_TIMEOUT, 0, Integer.MAX_VALUE),
        certificate(environment));
  }

  // Other content is never shown: it could be a private key.
  private static Optional<String> certificate(Environment environment) {
    String text =
        environment.text(
            "DB_SERVER_PEM", "", "the text of a certificate in PEM form; turns TLS on");
    if (!text.isEmpty() && !CERTIFICATE.matcher(text).matches()) {
      environment.refuse(
          "DB_SERVER_PEM is not a certificate in PEM form; expected a text from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.");
      return Optional.empty();
    }
    return Optional.of(text).filter(given -> !given.isEmpty());
  }

  private static KafkaSettings kafka(Environment environment) {
    String hosts =
        environment.matching(
            "KAFKA_HOST", "localhost", HOSTS, "a host name, or several separated by commas");
    int port = environment.number("KAFKA_PORT", 9092, 1, HIGHEST_PORT);
    return new KafkaSettings(
        Stream.of(hosts.split(","))
            .map(host -> host.contains(":") ? host : host + ":" + port)
            .collect(Collectors.joining(",")),
        environment.number("REPLICATION_FACTOR", 1, 1, Short.MAX_VALUE),
        environment.number("EVENT_TOPIC_PARTITIONS", DEFAULT_PARTITIONS, 1, 1_000),
        environment.number(
            "EVENT_TOPIC_RETENTION_HOURS", DEFAULT_TOPIC_RETENTION_HOURS, 1, 100_000),
        environment.number(
            "MAX_REQUEST_SIZE", DEFAULT_MAX_REQUEST_SIZE, 100_000, Integer.MAX_VALUE),
        collection(environment),
        GroupProtocol.valueOf(
            environment
                .matching(
                    "EVENT_GROUP_PROTOCOL", DEFAULT_GROUP_PROTOCOL, PROTOCOL, "classic or consumer")
                .toUpperCase(Locale.ROOT)),
        TopicChoice.of(
            environment.matching(
                "EVENT_TOPICS", DEFAULT_TOPICS.text(), TOPICS, "stream, per-type or both")),
        KafkaSettings.Security.from(environment));
  }

  private static Optional<String> collection(Environment environment) {
    return environment.optionalMatching(
        "KAFKA_PRODUCER_TENANT_COLLECTION",
        COLLECTION,
        "an upper-case letter and up to 30 more or digits");
  }
}

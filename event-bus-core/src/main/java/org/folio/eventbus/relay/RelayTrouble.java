/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.relay;

import io.vertx.core.Future;
import io.vertx.sqlclient.DatabaseException;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.folio.eventbus.base.sql.DatabaseOutage;

/** Explains a failed round: PostgreSQL, brokers, or a clock caused it. */
final class RelayTrouble {

  private static final String TIME = "SELECT clock_timestamp() AS now";

  private final Pool pool;
  private final Clock clock;
  private final String brokers;

  /**
   * Explanations of one process.
   *
   * @param clock the clock of the process
   * @param brokers the brokers' addresses
   */
  RelayTrouble(Pool pool, Clock clock, String brokers) {
    this.pool = pool;
    this.clock = clock;
    this.brokers = brokers;
  }

  /** The cause, as the rest of a sentence that ends in "because". */
  Future<String> of(Throwable cause) {
    if (cause instanceof InvalidTimestampException) {
      return difference()
          .map(
              difference ->
                  "Kafka at %s refuses the time of its records, so a clock is wrong: %s"
                      .formatted(brokers, difference));
    }
    return Future.succeededFuture(sentence(cause));
  }

  private String sentence(Throwable cause) {
    Optional<String> outage = DatabaseOutage.of(cause);
    if (outage.isPresent()) {
      return "PostgreSQL %s: %s".formatted(outage.get(), cause.getMessage());
    }
    if (cause instanceof DatabaseException) {
      return "PostgreSQL refuses: " + cause.getMessage();
    }
    return cause instanceof KafkaException
        ? "Kafka at %s does not take them: %s".formatted(brokers, cause.getMessage())
        : cause.toString();
  }

  private Future<String> difference() {
    Instant sent = clock.instant();
    return pool.query(TIME)
        .execute()
        .map(
            rows ->
                words(
                    sent,
                    rows.iterator().next().getOffsetDateTime("now").toInstant(),
                    clock.instant()))
        .otherwise(unknown -> "PostgreSQL does not tell its own");
  }

  // The other clock was read at some moment between the two readings of this one.
  private static String words(Instant sent, Instant other, Instant received) {
    if (sent.isAfter(other)) {
      return "the one here is %s ahead of PostgreSQL's".formatted(seconds(other, sent));
    }
    return received.isBefore(other)
        ? "the one here is %s behind PostgreSQL's".formatted(seconds(received, other))
        : "the one here agrees with PostgreSQL's, so look at those of the brokers";
  }

  private static String seconds(Instant from, Instant to) {
    return Duration.between(from, to).toSeconds() + " s";
  }
}

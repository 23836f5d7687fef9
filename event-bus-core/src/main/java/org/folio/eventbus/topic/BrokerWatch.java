/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.topic;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.folio.eventbus.KafkaSettings;
import org.folio.eventbus.base.log.LogCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks whether the brokers answer. Kafka's clients hide an outage for minutes; an operator needs
 * to know at once. Used on one context only.
 */
public final class BrokerWatch {

  private static final Logger LOG = LoggerFactory.getLogger(BrokerWatch.class);

  // Readiness reports an outage within seconds.
  private static final Duration LOOK = Duration.ofSeconds(2);

  // Milliseconds; a broker on a bad network still answers within this time.
  private static final int ANSWER_TIMEOUT = 3_000;

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final Context context;
  private final KafkaSettings settings;
  private @Nullable Admin admin;
  private @Nullable String failure;
  private boolean reached;
  private boolean closed;

  /** Watches nothing before {@link #start}. */
  public BrokerWatch(Vertx vertx, Context context, KafkaSettings settings) {
    this.vertx = vertx;
    this.context = context;
    this.settings = settings;
  }

  /** Begins to look. */
  public void start() {
    context.runOnContext(begin -> look());
  }

  /** Whether the brokers have ever answered. */
  public boolean everReached() {
    return reached;
  }

  /** Explains that the brokers do not answer; null if they do. */
  public @Nullable String problem() {
    return reached && failure == null
        ? null
        : "Kafka at %s (KAFKA_HOST, KAFKA_PORT) does not answer%s"
            .formatted(settings.bootstrapServers(), failure == null ? " yet" : ": " + failure);
  }

  /** Stops looking. */
  public Future<Void> close() {
    closed = true;
    Admin open = admin;
    return open == null
        ? Future.succeededFuture()
        : vertx.executeBlocking(
            () -> {
              open.close(CLOSE_TIMEOUT);
              return null;
            },
            false);
  }

  private void look() {
    if (closed) {
      return;
    }
    admin()
        .compose(
            open ->
                Future.fromCompletionStage(
                    open.describeCluster(new DescribeClusterOptions().timeoutMs(ANSWER_TIMEOUT))
                        .nodes()
                        .toCompletionStage(),
                    context))
        .onComplete(
            answer -> {
              note(answer.succeeded() ? null : reason(answer.cause()));
              vertx.setTimer(LOOK.toMillis(), again -> context.runOnContext(on -> look()));
            });
  }

  // The client's own message for a silent broker ("timed out waiting for a node assignment") does
  // not help.
  private static String reason(Throwable cause) {
    Throwable root =
        cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
    return root instanceof TimeoutException
        ? "no broker answered within " + ANSWER_TIMEOUT / 1_000 + " s"
        : String.valueOf(root.getMessage());
  }

  private void note(@Nullable String newFailure) {
    if (newFailure != null && failure == null) {
      LOG.warn(
          "{} Kafka at {} does not answer: {}. Checked again every {} s.",
          LogCode.BROKERS_AWAY,
          settings.bootstrapServers(),
          newFailure,
          LOOK.toSeconds());
    } else if (newFailure == null && failure != null) {
      LOG.info("{} Kafka at {} answers", LogCode.BROKERS_BACK, settings.bootstrapServers());
    }
    failure = newFailure;
    reached |= newFailure == null;
  }

  // A host name that cannot be resolved makes the creation of the client fail.
  Future<Admin> admin() {
    Admin open = admin;
    if (open != null) {
      return Future.succeededFuture(open);
    }
    return vertx
        .executeBlocking(() -> Admin.create(properties()), false)
        .onSuccess(made -> admin = made)
        .recover(
            cause ->
                Future.failedFuture(
                    cause instanceof KafkaException && cause.getCause() != null
                        ? cause.getCause()
                        : cause));
  }

  private Map<String, Object> properties() {
    Map<String, Object> properties = settings.clientProperties();
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_TIMEOUT);
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_TIMEOUT);
    return properties;
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.poll;

import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.UnreleasedInstanceIdException;
import org.folio.eventbus.base.log.LogCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The static name of a member of a consumer group. If two processes have the same name, Kafka lets
 * only one read; the other continues without a name, so that both read and neither fences the other
 * repeatedly. Usable from any thread.
 */
public final class MemberName {

  private static final Logger LOG = LoggerFactory.getLogger(MemberName.class);

  // Brokers' longest by default is 45 s.
  private static final Duration SESSION = Duration.ofSeconds(60);

  private final String subscription;
  private final Optional<String> configured;
  private volatile boolean taken;
  private long unreleasedSince;
  private long unreleasedAt;

  public MemberName(String subscription, Optional<String> configured) {
    this.subscription = subscription;
    this.configured = configured;
  }

  /** The name with which to join the group. */
  public Optional<String> get() {
    return taken ? Optional.empty() : configured;
  }

  /** Receives the reason why a consumer cannot continue. */
  public synchronized void failed(Throwable cause) {
    boolean isTaken = cause instanceof FencedInstanceIdException || isNotReleased(cause);
    if (isTaken && !taken) {
      taken = true;
      LOG.error("{} {}: {}.", LogCode.INSTANCE_NOT_ALONE, subscription, problem());
    }
  }

  // A killed member keeps its name until its session expires; the next member of that name is
  // rejected until then.
  private boolean isNotReleased(Throwable cause) {
    if (!(cause instanceof UnreleasedInstanceIdException)) {
      return false;
    }
    long now = System.nanoTime();
    if (unreleasedAt == 0 || now - unreleasedAt > SESSION.toNanos()) {
      unreleasedSince = now;
    }
    unreleasedAt = now;
    return now - unreleasedSince > SESSION.toNanos();
  }

  /** Explains that another process has the name; null if none has. */
  public @Nullable String problem() {
    return taken
        ? "Another process has EVENT_INSTANCE_ID %s as well; subscription %s reads on without a fixed name until the restart. Give each process an id of its own"
            .formatted(configured.orElseThrow(), subscription)
        : null;
  }
}

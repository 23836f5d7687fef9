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
 * The fixed name of a member of a consumer group. Of two processes with one name Kafka lets only
 * one read; the other goes on without a name, so that both read and neither pushes the other out
 * again and again. Usable from any thread.
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

  /** What to join the group with. */
  public Optional<String> get() {
    return taken ? Optional.empty() : configured;
  }

  /** Hears why a consumer cannot go on. */
  public synchronized void failed(Throwable cause) {
    boolean isTaken = cause instanceof FencedInstanceIdException || isNotReleased(cause);
    if (isTaken && !taken) {
      taken = true;
      LOG.error("{} {}: {}.", LogCode.INSTANCE_NOT_ALONE, subscription, problem());
    }
  }

  // A member that was killed has its name until its session is over; the next of that name is
  // refused until then.
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

  /** A sentence if another process has the name, else null. */
  public @Nullable String problem() {
    return taken
        ? "Another process has EVENT_INSTANCE_ID %s as well; subscription %s reads on without a fixed name until the restart. Give each process an id of its own"
            .formatted(configured.orElseThrow(), subscription)
        : null;
  }
}

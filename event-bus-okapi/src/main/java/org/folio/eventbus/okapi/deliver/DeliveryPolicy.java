/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.deliver;

import java.time.Duration;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.okapi.OkapiTimeouts;

/** Limits and times of subscriptions that call deployed modules. */
public final class DeliveryPolicy {

  /**
   * A login reads one row; a login service that has not answered by then is overloaded, and the
   * login is retried.
   */
  public static final OkapiTimeouts LOGIN =
      new OkapiTimeouts(OkapiTimeouts.DEFAULT_CONNECT, Duration.ofSeconds(5));

  /**
   * mod-circulation makes ten calls before it answers. No user waits for these answers, and a call
   * that times out too early is repeated.
   */
  public static final OkapiTimeouts CALL =
      new OkapiTimeouts(OkapiTimeouts.DEFAULT_CONNECT, Duration.ofSeconds(20));

  /**
   * Longer than two calls and two logins, old and new: the bus must not repeat an event whose call
   * is in flight, or the order of its key would be lost.
   */
  public static final Duration HANDLER_LIMIT = Duration.ofSeconds(90);

  /**
   * Interval of the probes of a tenant, after an answer that did not concern the event, or after a
   * failed login. The other events of a batch do not wait for the same answer, and a login service
   * that locks out after many failures is spared.
   */
  public static final Duration PROBE = Duration.ofSeconds(2);

  /** A longer wait at a module's request would look like a standstill. */
  public static final Duration LONGEST_RETRY_AFTER = Duration.ofSeconds(60);

  /**
   * A quarter of the library's maximum: background work must not compete with the desk for the
   * connections of mod-circulation.
   */
  public static final int CONCURRENT_CALLS = 8;

  /**
   * Half of the library's maximum: other modules answer most queries, and must keep enough capacity
   * for the desk.
   */
  private static final int CONCURRENT_QUESTIONS = 16;

  /**
   * Enough for two subscriptions and the releases of operators: the wait for a connection counts as
   * waiting for the module.
   */
  static final int CONNECTIONS = 4 * CONCURRENT_CALLS;

  /** Limits repeated deliveries after a crash; not all receivers recognise repetitions. */
  public static final int BATCH_SIZE = 50;

  private DeliveryPolicy() {}

  /**
   * A policy for deliveries.
   *
   * @param onGap {@link SubscriptionPolicy.OnGap#STOP} for a receiver that must get the events of a
   *     key in order, {@link SubscriptionPolicy.OnGap#APPLY} for one that reads the current state
   *     for each event. Events from before the subscription reached the module another way, usually
   *     mod-pubsub, and are not requested
   */
  public static SubscriptionPolicy of(SubscriptionPolicy.OnGap onGap) {
    return SubscriptionPolicy.builder()
        .batchSize(BATCH_SIZE)
        .concurrentCalls(CONCURRENT_CALLS)
        .handlerLimit(HANDLER_LIMIT)
        .onGap(onGap)
        .fromFirstSeen(true)
        .build();
  }

  /**
   * A policy for handlers that query other modules for each record. Records are independent of each
   * other: a missing one delays the others only briefly.
   */
  public static SubscriptionPolicy ofQuestions() {
    return SubscriptionPolicy.builder()
        .concurrentCalls(CONCURRENT_QUESTIONS)
        // The queries have their own, shorter limits; a repeated record is written once.
        .handlerLimit(HANDLER_LIMIT)
        .onGap(SubscriptionPolicy.OnGap.APPLY)
        .build();
  }
}

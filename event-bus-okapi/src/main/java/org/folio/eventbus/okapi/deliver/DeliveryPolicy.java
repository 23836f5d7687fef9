/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.deliver;

import java.time.Duration;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.okapi.OkapiTimeouts;

/** Sizes and times of subscriptions that deliver to deployed modules, or ask them. */
public final class DeliveryPolicy {

  /** A login reads one row; who has not answered by then is overloaded and is asked again. */
  public static final OkapiTimeouts LOGIN =
      new OkapiTimeouts(OkapiTimeouts.DEFAULT_CONNECT, Duration.ofSeconds(5));

  /**
   * mod-circulation makes ten calls of its own before it answers. Nobody waits at a desk for these
   * answers, and what is given up too early is done twice.
   */
  public static final OkapiTimeouts CALL =
      new OkapiTimeouts(OkapiTimeouts.DEFAULT_CONNECT, Duration.ofSeconds(20));

  /**
   * Longer than two calls and two logins, old and new: the bus must not repeat an event whose call
   * is still on its way, or its key's order would be lost.
   */
  public static final Duration HANDLER_LIMIT = Duration.ofSeconds(90);

  /**
   * So often it is asked whether a tenant can be delivered to again, when the answer was none of
   * the event, or whether its system user can be logged in. The other events of a batch do not wait
   * for the same answer, and a login service that locks out who fails often is spared.
   */
  public static final Duration PROBE = Duration.ofSeconds(2);

  /** Waiting for longer than this because a module asks for it would look like a standstill. */
  public static final Duration LONGEST_RETRY_AFTER = Duration.ofSeconds(60);

  /**
   * A quarter of what the library does at most: background work must not compete with the desk for
   * the connections of mod-circulation.
   */
  public static final int CONCURRENT_CALLS = 8;

  /**
   * Half of what the library does at most: other modules are asked for most records, and must be
   * left enough for the desk.
   */
  private static final int CONCURRENT_QUESTIONS = 16;

  /**
   * Enough for two subscriptions and the releases of operators: the wait for a connection counts as
   * waiting for the module.
   */
  static final int CONNECTIONS = 4 * CONCURRENT_CALLS;

  /** What is delivered again when a process dies; not all receivers recognise repetitions. */
  public static final int BATCH_SIZE = 50;

  private DeliveryPolicy() {}

  /**
   * A policy for deliveries.
   *
   * @param onGap {@link SubscriptionPolicy.OnGap#STOP} for a receiver that must not get events of a
   *     key out of order, {@link SubscriptionPolicy.OnGap#APPLY} for one that reads the state anew
   *     for each event. What came before the subscription reached the module by another way, mostly
   *     mod-pubsub, and is not asked for
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
   * A policy for handlers that ask other modules about each record. Records do not build on each
   * other: one that is missing holds up nobody for long.
   */
  public static SubscriptionPolicy ofQuestions() {
    return SubscriptionPolicy.builder()
        .concurrentCalls(CONCURRENT_QUESTIONS)
        // The questions have their own, shorter limits; what is repeated is written once.
        .handlerLimit(HANDLER_LIMIT)
        .onGap(SubscriptionPolicy.OnGap.APPLY)
        .build();
  }
}

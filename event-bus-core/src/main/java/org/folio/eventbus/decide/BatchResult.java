/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.decide;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.delivery.Delivery;
import org.jspecify.annotations.Nullable;

/**
 * The result of a batch. Each of its deliveries is in one of the lists.
 *
 * @param finished deliveries that are durably done
 * @param held deliveries that wait for an earlier sequence of their key
 * @param heldAt the last sequence of each key of the held deliveries
 * @param unfinished deliveries to retry
 * @param cause why deliveries are unfinished, or null if none was tried in vain
 * @param alone whether each unfinished delivery failed by itself, so that others may be tried
 *     beside it
 */
public record BatchResult(
    List<Delivery> finished,
    List<Delivery> held,
    Map<StreamKey, Long> heldAt,
    List<Delivery> unfinished,
    @Nullable Throwable cause,
    boolean alone) {

  /** A result whose unfinished deliveries failed together. */
  public BatchResult(
      List<Delivery> finished,
      List<Delivery> held,
      Map<StreamKey, Long> heldAt,
      List<Delivery> unfinished,
      @Nullable Throwable cause) {
    this(finished, held, heldAt, unfinished, cause, false);
  }

  /** The result of a committed plan. */
  public static BatchResult of(BatchPlan plan) {
    List<Delivery> finished = new ArrayList<>(plan.outcomes().keySet());
    finished.addAll(plan.unreadable());
    finished.addAll(plan.unavailable());
    return new BatchResult(finished, plan.held(), plan.heldAt(), List.of(), null);
  }

  /**
   * These failed together.
   *
   * @param cause null if they were not tried
   */
  public static BatchResult failed(List<Delivery> deliveries, @Nullable Throwable cause) {
    return new BatchResult(List.of(), List.of(), Map.of(), deliveries, cause);
  }

  /**
   * Each of these failed by itself, for a reason outside of the event.
   *
   * @param cause null if there are none, or they were not tried
   */
  public static BatchResult failedAlone(List<Delivery> deliveries, @Nullable Throwable cause) {
    return new BatchResult(List.of(), List.of(), Map.of(), deliveries, cause, true);
  }

  /** The result of a batch that consists of this part and the rest. */
  public BatchResult then(BatchResult rest) {
    return new BatchResult(
        join(finished, rest.finished),
        join(held, rest.held),
        join(heldAt, rest.heldAt),
        join(unfinished, rest.unfinished),
        cause == null ? rest.cause : cause,
        cause == null ? rest.alone : alone);
  }

  private static Map<StreamKey, Long> join(
      Map<StreamKey, Long> first, Map<StreamKey, Long> second) {
    Map<StreamKey, Long> joined = new HashMap<>(first);
    joined.putAll(second);
    return joined;
  }

  private static List<Delivery> join(List<Delivery> first, List<Delivery> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}

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
 * How far a batch has come. Each of its deliveries is in one of the lists.
 *
 * @param finished deliveries for which nothing remains to be done, durably
 * @param held deliveries that wait for an earlier sequence of their key
 * @param heldAt how far the keys of the held deliveries have come
 * @param unfinished deliveries that are to be tried again
 * @param cause why there are unfinished ones, or null if there are none
 * @param alone whether each of the unfinished ones failed by itself, so that others may be tried
 *     beside them
 */
public record BatchResult(
    List<Delivery> finished,
    List<Delivery> held,
    Map<StreamKey, Long> heldAt,
    List<Delivery> unfinished,
    @Nullable Throwable cause,
    boolean alone) {

  /** A result of deliveries that fail together, if they fail. */
  public BatchResult(
      List<Delivery> finished,
      List<Delivery> held,
      Map<StreamKey, Long> heldAt,
      List<Delivery> unfinished,
      @Nullable Throwable cause) {
    this(finished, held, heldAt, unfinished, cause, false);
  }

  /** What a plan says that was committed. */
  public static BatchResult of(BatchPlan plan) {
    List<Delivery> finished = new ArrayList<>(plan.outcomes().keySet());
    finished.addAll(plan.unreadable());
    finished.addAll(plan.unavailable());
    return new BatchResult(finished, plan.held(), plan.heldAt(), List.of(), null);
  }

  public static BatchResult failed(List<Delivery> deliveries, Throwable cause) {
    return new BatchResult(List.of(), List.of(), Map.of(), deliveries, cause);
  }

  /** Each of these failed by itself, and for a reason outside of it. */
  public static BatchResult failedAlone(List<Delivery> deliveries, Throwable cause) {
    return new BatchResult(List.of(), List.of(), Map.of(), deliveries, cause, true);
  }

  /** The result of a batch of which this is the first part and the other the rest. */
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

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.poll;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.action.Action;
import org.folio.eventbus.admin.action.ActionOutcome;
import org.folio.eventbus.admin.action.ActionResult;
import org.folio.eventbus.admin.action.Justification;
import org.folio.eventbus.admin.replay.ResetTarget;
import org.folio.eventbus.context.SubscriptionContext;
import org.folio.eventbus.park.OperationTable;

/**
 * Resets the committed offsets of a subscription's group on the topics of one tenant. No member may
 * read meanwhile: this process stops reading for that time, and others must not read. Used on the
 * subscription's context only.
 */
public final class OffsetReset {

  private static final String EXPLANATION =
      "Reading resumes at the offsets under after. Cursors and receipts recognise events that were applied before as duplicates; only missed events are applied. Events that the reset passes over are not lost: the next event of their key, or a beacon, shows them as missing, and the producer is asked for them. To apply events again, build a shadow; to give up events, discard them or skip them as missing";

  // A member that has left is gone at once; a static member after it is removed.
  private static final Duration RETRY = Duration.ofMillis(250);
  private static final int MOST_RETRIES = 60;

  private final SubscriptionContext context;

  public OffsetReset(SubscriptionContext context) {
    this.context = context;
  }

  /** Work that requires that this process does not read. */
  @FunctionalInterface
  public interface Stopping {
    Future<Void> whileStopped(Supplier<Future<Void>> work);
  }

  /** The offsets before and after a reset. */
  record Move(Map<TopicPartition, Long> before, Map<TopicPartition, Long> after) {}

  public Future<ActionResult> run(
      TenantId tenant,
      List<String> topics,
      ResetTarget target,
      Justification why,
      boolean dryRun,
      Stopping stopping) {
    if (context.bus().settings().kafka().tenantCollection().isPresent()) {
      return Future.failedFuture(
          new IllegalStateException(
              "Tenants share the topics of this installation (KAFKA_PRODUCER_TENANT_COLLECTION); moving the offsets would concern all of them. Replay the tenant's records in place of it"));
    }
    return blocking(() -> move(topics, target))
        .compose(
            move -> {
              JsonObject before = json(move.before());
              JsonObject after = json(move.after());
              if (dryRun) {
                return Future.succeededFuture(
                    ActionResult.dryRun(Action.RESET, EXPLANATION, before, after));
              }
              return move.before().equals(move.after())
                  ? Future.succeededFuture(
                      ActionResult.nothing(Action.RESET, "The offsets are there already"))
                  : stopping
                      .whileStopped(() -> alter(move.after(), 0))
                      .compose(moved -> note(tenant, target, why, before, after))
                      .map(
                          operation ->
                              ActionResult.done(
                                  Action.RESET, EXPLANATION, operation, before, after));
            });
  }

  private Move move(List<String> topics, ResetTarget target) throws Exception {
    try (Admin admin = admin()) {
      refuseOthers(admin);
      Map<TopicPartition, Long> after = new OffsetsOf(admin).target(topics, target);
      if (after.isEmpty()) {
        throw new IllegalArgumentException(
            "The subscription reads no such topic or partition for the tenant; it reads "
                + String.join(", ", topics));
      }
      Map<TopicPartition, Long> before = new TreeMap<>(OffsetsOf.ORDER);
      admin
          .listConsumerGroupOffsets(context.group())
          .partitionsToOffsetAndMetadata()
          .get()
          .forEach(
              (partition, offset) -> {
                if (offset != null && after.containsKey(partition)) {
                  before.put(partition, offset.offset());
                }
              });
      return new Move(before, after);
    }
  }

  private void refuseOthers(Admin admin) throws Exception {
    List<String> others =
        OffsetsOf.members(admin, context.group()).stream()
            .filter(member -> !member.clientId().equals(context.client()))
            .map(MemberDescription::clientId)
            .sorted()
            .collect(Collectors.toList());
    if (!others.isEmpty()) {
      throw new IllegalStateException(
          "%s other processes read for %s: %s. Stop them and repeat the reset at this process, which pauses its own reading meanwhile"
              .formatted(others.size(), context.group(), String.join(", ", others)));
    }
  }

  private Future<Void> alter(Map<TopicPartition, Long> offsets, int attempt) {
    return this.<Void>blocking(
            () -> {
              try (Admin admin = admin()) {
                refuseOthers(admin);
                OffsetsOf.forget(admin, context.group(), context.bus().settings().instance());
                OffsetsOf.alter(admin, context.group(), offsets);
                return null;
              }
            })
        .recover(
            cause ->
                isBusy(cause) && attempt < MOST_RETRIES
                    ? later(offsets, attempt + 1)
                    : Future.failedFuture(cause));
  }

  private Future<Void> later(Map<TopicPartition, Long> offsets, int attempt) {
    return Future.future(
        done -> context.timeline().after(RETRY, () -> alter(offsets, attempt).onComplete(done)));
  }

  // The member of this process is leaving.
  private static boolean isBusy(Throwable cause) {
    return cause instanceof UnknownMemberIdException || cause instanceof GroupNotEmptyException;
  }

  private <T> Future<T> blocking(Callable<T> work) {
    return context.eventLoop().owner().executeBlocking(() -> OffsetsOf.understood(work), false);
  }

  private Admin admin() {
    return Admin.create(context.bus().settings().kafka().clientProperties());
  }

  private Future<Long> note(
      TenantId tenant, ResetTarget target, Justification why, JsonObject before, JsonObject after) {
    return OperationTable.write(
        context.bus().database().pool(),
        context.bus().module().of(tenant),
        Action.RESET,
        new JsonObject()
            .put("subscription", context.name())
            .put("group", context.group())
            .put("to", target.to().name())
            .put("time", target.time() == null ? null : target.time().toString()),
        why,
        ActionOutcome.DONE.name(),
        before,
        after);
  }

  private static JsonObject json(Map<TopicPartition, Long> offsets) {
    JsonArray partitions = new JsonArray();
    offsets.forEach(
        (partition, offset) ->
            partitions.add(
                new JsonObject()
                    .put("topic", partition.topic())
                    .put("partition", partition.partition())
                    .put("offset", offset)));
    return new JsonObject().put("offsets", partitions);
  }
}

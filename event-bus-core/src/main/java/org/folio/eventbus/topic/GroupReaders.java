/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.topic;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Asks brokers for partitions without a reader. Reads only. Safe for use by several threads. */
public final class GroupReaders {

  private final Context context;
  private final BrokerWatch brokers;

  /** Asks through the client of the given watch, on the watch's context. */
  public GroupReaders(Context context, BrokerWatch brokers) {
    this.context = context;
    this.brokers = brokers;
  }

  /**
   * Partitions of topics that no member of a group has. Topics that do not exist have none. Empty
   * during a rebalance, and if the group has no members.
   *
   * @return fails if brokers do not answer within some seconds
   */
  public Future<Set<TopicPartition>> unread(String group, Collection<String> topics) {
    return Future.future(
        promise ->
            context.runOnContext(
                run ->
                    brokers
                        .admin()
                        .compose(admin -> unread(admin, group, topics))
                        .onComplete(promise)));
  }

  private Future<Set<TopicPartition>> unread(Admin admin, String group, Collection<String> topics) {
    return future(
            Objects.requireNonNull(
                admin.describeConsumerGroups(List.of(group)).describedGroups().get(group)))
        .compose(
            description ->
                description.groupState() == GroupState.STABLE
                    ? unread(admin, description, topics)
                    : Future.succeededFuture(Set.of()));
  }

  private Future<Set<TopicPartition>> unread(
      Admin admin, ConsumerGroupDescription group, Collection<String> topics) {
    Set<TopicPartition> read =
        group.members().stream()
            .flatMap(member -> member.assignment().topicPartitions().stream())
            .collect(Collectors.toSet());
    List<Future<TopicDescription>> described =
        admin.describeTopics(topics).topicNameValues().values().stream().map(this::future).toList();
    return Future.join(described)
        .otherwiseEmpty()
        .map(
            asked -> {
              Set<TopicPartition> unread = new HashSet<>();
              described.stream()
                  .filter(Future::succeeded)
                  .forEach(topic -> unread.addAll(partitions(topic.result())));
              unread.removeAll(read);
              return unread;
            });
  }

  private static List<TopicPartition> partitions(TopicDescription topic) {
    return topic.partitions().stream()
        .map(partition -> new TopicPartition(topic.name(), partition.partition()))
        .toList();
  }

  private <T> Future<T> future(KafkaFuture<T> answer) {
    return Future.fromCompletionStage(answer.toCompletionStage(), context);
  }
}

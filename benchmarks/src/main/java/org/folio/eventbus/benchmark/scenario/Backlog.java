/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.scenario;

import java.util.EnumMap;
import java.util.Map;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.benchmark.contender.Assignment;
import org.folio.eventbus.benchmark.load.EventTopic;
import org.folio.eventbus.benchmark.load.Load;
import org.folio.eventbus.benchmark.load.Model;
import org.folio.eventbus.benchmark.load.Refusal;

/**
 * Events on Kafka and their expected result.
 *
 * @param environment FOLIO's {@code ENV}, part of the topic's name
 * @param load the events
 * @param records number of records on the topic
 * @param models the expected result for each treatment of refused events
 */
public record Backlog(String environment, Load load, long records, Map<Refusal, Model> models) {

  /** A load without a topic. */
  static Backlog none(String environment, Load load) {
    return new Backlog(environment, load, 0, Map.of());
  }

  /** Creates a topic and fills it. */
  public static Backlog fill(Servers servers, Load load, int partitions) {
    String environment = servers.kafka().uniqueEnvironment();
    EventTopic topic =
        new EventTopic(servers.kafka(), environment, new TenantId(Assignment.TENANT));
    topic.create(partitions);
    Map<Refusal, Model> models = new EnumMap<>(Refusal.class);
    for (Refusal refusal : Refusal.values()) {
      models.put(refusal, new Model(refusal));
    }
    long records = topic.fill(load, event -> models.values().forEach(one -> one.apply(event)));
    return new Backlog(environment, load, records, models);
  }
}

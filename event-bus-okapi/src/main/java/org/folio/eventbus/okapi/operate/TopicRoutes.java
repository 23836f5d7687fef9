/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.operate;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.TopicState;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.http.Answer;
import org.folio.eventbus.okapi.http.Endpoint;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.folio.eventbus.okapi.http.RouteGroup;

/** {@code /event-bus/topics}: the topics that the module needs, as brokers report them. */
public final class TopicRoutes implements RouteGroup {

  private final EventBus bus;
  private final String moduleId;
  private final int journalDays;

  /**
   * Routes for the given bus.
   *
   * @param moduleId the module with its version, as far as it is known
   * @param journalDays number of days for which journal and receipts are kept
   */
  public TopicRoutes(EventBus bus, String moduleId, int journalDays) {
    this.bus = bus;
    this.moduleId = moduleId;
    this.journalDays = journalDays;
  }

  @Override
  public void mount(Router router) {
    router.get("/event-bus/topics").handler(Endpoint.handler(this::topics));
  }

  private Future<Answer> topics(RoutingContext ctx) {
    TenantId tenant = OkapiRequest.of(ctx).tenant();
    return bus.admin()
        .topics(tenant)
        .recover(
            cause ->
                Future.failedFuture(
                    cause instanceof KafkaException
                        ? HttpFailure.text(503, String.valueOf(cause.getMessage()), cause)
                        : cause))
        .map(topics -> Answer.json(200, json(topics)));
  }

  private JsonObject json(List<TopicState> topics) {
    return new JsonObject()
        .put("module", bus.schema().module())
        .put("moduleId", moduleId)
        .put("journalDays", journalDays)
        .put("topics", new JsonArray(topics.stream().map(TopicRoutes::json).toList()))
        .put("totalRecords", topics.size());
  }

  private static JsonObject json(TopicState topic) {
    return new JsonObject()
        .put("topic", topic.topic())
        .put("stream", topic.stream())
        .put("written", topic.written())
        .put("subscriptions", new JsonArray(topic.subscriptions()))
        .put("exists", topic.exists())
        .put("partitions", topic.partitions())
        .put("copies", topic.copies())
        .put("inSyncCopies", topic.inSyncCopies())
        .put("retentionHours", topic.retentionHours())
        .put("problems", new JsonArray(topic.problems()));
  }
}

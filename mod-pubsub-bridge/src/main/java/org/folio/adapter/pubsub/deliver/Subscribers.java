/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub.deliver;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.folio.adapter.pubsub.BridgeStreams;
import org.folio.adapter.pubsub.BridgeTables;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.progress.RepeatedWork;
import org.folio.eventbus.base.time.MachineTimeline;
import org.folio.eventbus.okapi.OkapiSettings;
import org.folio.eventbus.okapi.deliver.DeliveryPolicy;
import org.folio.eventbus.okapi.deliver.EventDelivery;
import org.folio.eventbus.okapi.deliver.SystemTokens;
import org.folio.eventbus.okapi.deliver.TokenDoubt;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one subscription per registered subscriber and stream, for the tenants in which it is
 * registered. Each instance compares the tables with its subscriptions at a short interval, and
 * after a registration of its own at once.
 */
public final class Subscribers {

  /** How long another instance may take to notice a registration; nothing is lost meanwhile. */
  private static final Duration LOOK = Duration.ofSeconds(2);

  private static final Duration LOOK_LIMIT = Duration.ofSeconds(20);

  // A dozen subscribers fit into the smallest heap of a module together.
  private static final long BYTES_IN_MEMORY = 4L * 1024 * 1024;
  private static final int RECORDS_IN_MEMORY = 200;

  // A subscriber whose callback is slow still gets its events at the speed of the desks.
  private static final int CONCURRENT_CALLS = 16;

  private static final SubscriptionPolicy POLICY =
      SubscriptionPolicy.builder()
          .batchSize(DeliveryPolicy.BATCH_SIZE)
          .concurrentCalls(CONCURRENT_CALLS)
          .handlerLimit(DeliveryPolicy.HANDLER_LIMIT)
          .recordsInMemory(RECORDS_IN_MEMORY)
          .bytesInMemory(BYTES_IN_MEMORY)
          // mod-pubsub keeps no order, so its subscribers need not wait for a missing event.
          .onGap(SubscriptionPolicy.OnGap.APPLY)
          .fromFirstSeen(true)
          .build();

  // Together with the stream at most 61 characters, see Subscription.
  // None looks like the name that stands for a product that is not plain.
  private static final Pattern PLAIN = Pattern.compile("(?!m[0-9a-f]{32}$)[a-z][a-z0-9-]{0,35}");

  private static final String REGISTERED =
      "SELECT '%1$s' AS schema, product, event_type FROM \"%1$s\".pubsub_module WHERE role = 'SUBSCRIBER'";

  private final Vertx vertx;
  private final EventBus bus;
  private final OkapiSettings okapi;
  private final SystemTokens tokens;
  private final DeliveryNotes notes;
  private final Map<String, EventDelivery> deliveries = new ConcurrentHashMap<>();
  private final Context context;
  private final RepeatedWork work;
  private volatile Map<String, Wanted> running = Map.of();
  private volatile List<Missed> missed = List.of();

  /** What a subscription reads. */
  private record Wanted(String product, String stream, Set<TenantId> tenants) {}

  /** A subscriber that has accepted nothing. */
  private record Missed(TenantId tenant, String sentence) {}

  /** Begins to look at once. */
  public Subscribers(Vertx vertx, EventBus bus, OkapiSettings okapi) {
    this.vertx = vertx;
    this.bus = bus;
    this.okapi = okapi;
    this.tokens = new SystemTokens(vertx, okapi);
    this.notes = new DeliveryNotes(vertx, bus.pool());
    this.context = vertx.getOrCreateContext();
    this.work =
        new RepeatedWork(
            new MachineTimeline(context),
            bus.progress(),
            "The look at registered subscribers",
            LOOK,
            LOOK_LIMIT,
            this::look);
  }

  /** Looks now; for a registration of this instance. */
  public void changed() {
    context.runOnContext(on -> work.soon());
  }

  /**
   * A sentence for each subscriber that was registered and never accepted an event.
   *
   * @param tenant only of this one; null for all
   */
  public List<String> warnings(@Nullable TenantId tenant) {
    return missed.stream()
        .filter(one -> tenant == null || one.tenant().equals(tenant))
        .map(Missed::sentence)
        .toList();
  }

  private Future<?> look() {
    return BridgeTables.tenants(bus)
        .compose(
            tenants ->
                ofAll(tenants, REGISTERED::formatted)
                    .compose(rows -> follow(wanted(rows)))
                    .compose(followed -> ofAll(tenants, FirstCalls::missed))
                    .onSuccess(rows -> missed = rows.stream().map(this::missed).toList()));
  }

  private Missed missed(Row row) {
    TenantId tenant = tenant(row);
    return new Missed(tenant, FirstCalls.sentence(tenant, row));
  }

  private TenantId tenant(Row row) {
    return bus.schema().tenantOf(row.getString("schema")).orElseThrow();
  }

  // One query for all tenants. The names are those of checked tenants.
  private Future<List<Row>> ofAll(List<TenantId> tenants, UnaryOperator<String> query) {
    return tenants.isEmpty()
        ? Future.succeededFuture(List.of())
        : bus.pool()
            .query(
                tenants.stream()
                    .map(tenant -> query.apply(bus.schema().of(tenant)))
                    .collect(Collectors.joining(" UNION ALL ")))
            .execute()
            .map(
                rows -> {
                  List<Row> found = new ArrayList<>();
                  rows.forEach(found::add);
                  return found;
                });
  }

  private Map<String, Wanted> wanted(List<Row> rows) {
    Map<String, Wanted> wanted = new TreeMap<>();
    for (Row row : rows) {
      TenantId tenant = tenant(row);
      String product = row.getString("product");
      String eventType = row.getString("event_type");
      for (String stream : BridgeStreams.streamsOf(eventType)) {
        Wanted one =
            wanted.computeIfAbsent(
                name(product, stream), none -> new Wanted(product, stream, new HashSet<>()));
        one.tenants().add(tenant);
      }
    }
    return wanted;
  }

  private Future<Void> follow(Map<String, Wanted> wanted) {
    Map<String, Wanted> before = running;
    List<Future<Void>> changes = new ArrayList<>();
    before.keySet().stream()
        .filter(name -> !wanted.containsKey(name))
        .forEach(name -> changes.add(bus.unsubscribe(name)));
    wanted.forEach(
        (name, one) -> {
          if (!one.equals(before.get(name))) {
            changes.add(bus.subscribe(subscription(name, one), one.tenants()));
          }
        });
    return Future.join(changes).onSuccess(done -> running = new HashMap<>(wanted)).mapEmpty();
  }

  private Subscription subscription(String name, Wanted one) {
    return new Subscription(
        name,
        one.stream(),
        // All types of the stream: an instance that has not noticed a registration yet must not
        // skip the events that it is for. The delivery asks the table.
        BridgeStreams.CATALOG.of(Set.of(one.stream())).typeNames(),
        new SubscriberDelivery(
            one.product(),
            deliveries.computeIfAbsent(
                one.product(),
                none -> new EventDelivery(vertx, okapi, tokens, TokenDoubt.REFUSALS)),
            notes,
            bus.schema()),
        POLICY);
  }

  /**
   * The name of the subscription of a subscriber to a stream. It is part of every cursor and never
   * changes.
   */
  static String name(String product, String stream) {
    String subscriber =
        PLAIN.matcher(product).matches()
            ? product
            : "m"
                + UUID.nameUUIDFromBytes(product.getBytes(StandardCharsets.UTF_8))
                    .toString()
                    .replace("-", "");
    return subscriber + "-" + stream.replace('.', '-');
  }
}

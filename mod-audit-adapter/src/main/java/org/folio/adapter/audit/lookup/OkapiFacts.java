/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit.lookup;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.folio.adapter.audit.record.Facts;
import org.folio.adapter.audit.record.KnownItem;
import org.folio.adapter.audit.record.KnownUser;
import org.folio.adapter.audit.record.Needs;
import org.folio.eventbus.Event;
import org.folio.eventbus.okapi.cache.CallersContext;
import org.folio.eventbus.okapi.cache.ExpiringCache;
import org.folio.eventbus.okapi.deliver.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * Asks the modules behind Okapi (contract: mod-audit 3.5). It caches users, templates and
 * cancellation reasons for a short time, because one person at a desk causes many records. Safe for
 * use by several threads.
 */
public final class OkapiFacts implements FactSource {

  /** The longest time for which the log shows an old barcode or name. */
  static final Duration LIFETIME = Duration.ofMinutes(1);

  /** A few megabytes; more users than work in a library within a minute. */
  static final int CAPACITY = 5_000;

  private final SystemReader okapi;
  private final ExpiringCache<List<String>, Optional<KnownUser>> users =
      new ExpiringCache<>(LIFETIME, CAPACITY);
  private final ExpiringCache<List<String>, Optional<String>> names =
      new ExpiringCache<>(LIFETIME, CAPACITY);

  /** Creates a source that asks through the given reader. */
  public OkapiFacts(SystemReader okapi) {
    this.okapi = okapi;
  }

  @Override
  public Future<Facts> facts(Event event, Needs needs) {
    Map<String, KnownUser> byId = new ConcurrentHashMap<>();
    Map<String, KnownUser> byBarcode = new ConcurrentHashMap<>();
    Map<String, KnownItem> items = new ConcurrentHashMap<>();
    Map<String, String> templates = new ConcurrentHashMap<>();
    Map<String, String> reasons = new ConcurrentHashMap<>();
    List<Future<?>> all = new ArrayList<>();
    all.addAll(each(event, needs.users(), byId, this::user));
    all.addAll(each(event, needs.barcodes(), byBarcode, this::userOfBarcode));
    all.addAll(each(event, needs.items(), items, this::item));
    all.addAll(each(event, needs.templates(), templates, this::template));
    all.addAll(each(event, needs.reasons(), reasons, this::reason));
    // Waits for every answer, so that no call outlives the work on its event. Answers that another
    // event requested arrive on that event's context.
    return CallersContext.of(
        Future.join(all).map(done -> new Facts(byId, byBarcode, items, templates, reasons)));
  }

  private static <V> List<Future<?>> each(
      Event event,
      Set<String> ids,
      Map<String, V> into,
      BiFunction<Event, String, Future<Optional<V>>> ask) {
    List<Future<?>> answers = new ArrayList<>();
    for (String id : ids) {
      answers.add(
          ask.apply(event, id)
              .map(
                  found -> {
                    found.ifPresent(value -> into.put(id, value));
                    return into;
                  }));
    }
    return answers;
  }

  private Future<Optional<KnownUser>> user(Event event, String id) {
    return users.get(
        List.of(event.tenant().value(), "id", id),
        () ->
            okapi
                .read(event, "GET /users/{id}", "/users/" + encoded(id))
                .map(found -> found.map(user -> known(user, id))));
  }

  private Future<Optional<KnownUser>> userOfBarcode(Event event, String barcode) {
    String cql = "barcode==\"" + barcode.replaceAll("([\\\\\"*?^])", "\\\\$1") + "\"";
    return users.get(
        List.of(event.tenant().value(), "barcode", barcode),
        () ->
            okapi
                .read(event, "GET /users", "/users?limit=1&offset=0&query=" + encoded(cql))
                .map(found -> found.flatMap(OkapiFacts::firstUser)));
  }

  private static Optional<KnownUser> firstUser(JsonObject collection) {
    return collection.getValue("users") instanceof JsonArray users
            && !users.isEmpty()
            && users.getValue(0) instanceof JsonObject user
            && user.getValue("id") instanceof String id
        ? Optional.of(known(user, id))
        : Optional.empty();
  }

  private static KnownUser known(JsonObject user, String id) {
    JsonObject personal =
        user.getValue("personal") instanceof JsonObject given ? given : new JsonObject();
    return new KnownUser(
        id, text(user, "barcode"), text(personal, "lastName"), text(personal, "firstName"));
  }

  private Future<Optional<String>> template(Event event, String id) {
    return name(event, "template", "GET /templates/{id}", "/templates/", id, "name");
  }

  private Future<Optional<String>> reason(Event event, String id) {
    return name(
        event,
        "reason",
        "GET /cancellation-reason-storage/cancellation-reasons/{id}",
        "/cancellation-reason-storage/cancellation-reasons/",
        id,
        "description");
  }

  private Future<Optional<String>> name(
      Event event, String what, String call, String path, String id, String member) {
    return names.get(
        List.of(event.tenant().value(), what, id),
        () ->
            okapi
                .readOptional(event, call, path + encoded(id))
                .map(
                    found ->
                        found.flatMap(
                            record ->
                                Optional.ofNullable(text(record, member))
                                    .or(() -> Optional.ofNullable(text(record, "name"))))));
  }

  // Only circulation-item knows an item of another library of a consortium.
  private Future<Optional<KnownItem>> item(Event event, String id) {
    return okapi
        .readOptional(event, "GET /inventory/items/{id}", "/inventory/items/" + encoded(id))
        .compose(
            found ->
                found.isPresent()
                    ? Future.succeededFuture(found)
                    : okapi.readOptional(
                        event, "GET /circulation-item/{id}", "/circulation-item/" + encoded(id)))
        .compose(
            found ->
                found
                    .map(item -> withInstance(event, item))
                    .orElse(Future.succeededFuture(Optional.empty())));
  }

  private Future<Optional<KnownItem>> withInstance(Event event, JsonObject item) {
    String holding = text(item, "holdingsRecordId");
    if (holding == null) {
      return Future.succeededFuture(Optional.of(new KnownItem(text(item, "barcode"), null, null)));
    }
    return okapi
        .readOptional(
            event,
            "GET /holdings-storage/holdings/{id}",
            "/holdings-storage/holdings/" + encoded(holding))
        .map(
            found ->
                Optional.of(
                    new KnownItem(
                        text(item, "barcode"),
                        holding,
                        found.map(record -> text(record, "instanceId")).orElse(null))));
  }

  private static @Nullable String text(JsonObject object, String name) {
    return object.getValue(name) instanceof String text && !text.isBlank() ? text : null;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage.lookup;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.folio.adapter.remotestorage.logrecord.ItemName;
import org.folio.adapter.remotestorage.logrecord.JsonText;
import org.folio.adapter.remotestorage.logrecord.Requested;
import org.folio.eventbus.Event;
import org.folio.eventbus.okapi.deliver.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * Asks the modules behind Okapi (contract: mod-remote-storage 5). While a module is unavailable,
 * the event waits. A missing record fails with {@link MissingRecordException}. Safe for use by
 * several threads.
 */
public final class OkapiRecords {

  private static final Set<String> WAITING = Set.of("Hold", "Recall");
  private static final String PAGE = "?limit=1&offset=0&query=";

  private final SystemReader okapi;

  /** Creates a source that asks through the given reader. */
  public OkapiRecords(SystemReader okapi) {
    this.okapi = okapi;
  }

  /**
   * The item with the barcode, or, if no item has it any more, with the id.
   *
   * @return fails with {@link MissingRecordException} if there is none
   */
  public Future<KnownItem> item(Event event, ItemName name) {
    return item(event, "barcode", name.barcode())
        .compose(
            found ->
                found.isPresent() ? Future.succeededFuture(found) : item(event, "id", name.id()))
        .map(
            found ->
                found.orElseThrow(
                    () ->
                        new MissingRecordException(
                            "Inventory knows no item of the barcode or the id that the event"
                                + " names; correct inventory and release the event")));
  }

  private Future<Optional<KnownItem>> item(Event event, String index, @Nullable String term) {
    if (term == null) {
      return Future.succeededFuture(Optional.empty());
    }
    String cql = index + "==\"" + term.replaceAll("([\\\\\"*?^])", "\\\\$1") + "\"";
    return okapi
        .search(event, "GET /inventory/items", "/inventory/items" + PAGE + encoded(cql))
        .map(
            collection ->
                objects(collection, "items")
                    .filter(item -> JsonText.of(item, "id") != null)
                    .findFirst()
                    .map(KnownItem::of));
  }

  /**
   * The next request in the queue of an item; empty if the queue is empty or the request is a page.
   */
  public Future<Optional<Requested>> nextHoldOrRecall(Event event, String itemId) {
    return okapi
        .search(
            event,
            "GET /circulation/requests/queue/item/{id}",
            "/circulation/requests/queue/item/" + encoded(itemId))
        .map(
            queue ->
                objects(queue, "requests")
                    .filter(OkapiRecords::comesNext)
                    .filter(
                        request ->
                            WAITING.contains(String.valueOf(request.getValue("requestType"))))
                    .findFirst()
                    .map(Requested::of));
  }

  private static boolean comesNext(JsonObject request) {
    return request.getValue("position") instanceof Number position && position.intValue() == 1;
  }

  /**
   * The patron who requests an item.
   *
   * @return fails with {@link MissingRecordException} if there is no such user
   */
  public Future<KnownPatron> patron(Event event, String id) {
    return okapi
        .read(event, "GET /users/{id}", "/users/" + encoded(id))
        .map(
            found ->
                found
                    .map(
                        user ->
                            new KnownPatron(
                                JsonText.of(user, "barcode"), JsonText.of(user, "username")))
                    .orElseThrow(() -> missing("requester", "GET /users/{id}")));
  }

  /**
   * The code of a service point; empty if it has none.
   *
   * @return fails with {@link MissingRecordException} if there is no such service point
   */
  public Future<Optional<String>> servicePointCode(Event event, String id) {
    return okapi
        .read(event, "GET /service-points/{id}", "/service-points/" + encoded(id))
        .map(
            found ->
                found
                    .map(point -> Optional.ofNullable(JsonText.of(point, "code")))
                    .orElseThrow(
                        () -> missing("pick-up service point", "GET /service-points/{id}")));
  }

  /**
   * The instance of an item.
   *
   * @return fails with {@link MissingRecordException} if there is no such instance
   */
  public Future<KnownInstance> instance(Event event, String id) {
    return okapi
        .read(event, "GET /inventory/instances/{id}", "/inventory/instances/" + encoded(id))
        .map(
            found ->
                found
                    .map(
                        instance ->
                            new KnownInstance(
                                JsonText.of(instance, "title"),
                                Contributors.joined(instance, "contributors")))
                    .orElseThrow(() -> missing("instance", "GET /inventory/instances/{id}")));
  }

  private static MissingRecordException missing(String what, String call) {
    return new MissingRecordException(
        "The %s does not exist (%s); restore it and release the event".formatted(what, call));
  }

  private static Stream<JsonObject> objects(JsonObject collection, String name) {
    return collection.getValue(name) instanceof JsonArray members
        ? members.stream().filter(JsonObject.class::isInstance).map(JsonObject.class::cast)
        : Stream.empty();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage.retrieval;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.Optional;
import org.folio.adapter.remotestorage.logrecord.Occasion;
import org.folio.adapter.remotestorage.logrecord.Requested;
import org.folio.adapter.remotestorage.lookup.KnownItem;
import org.folio.adapter.remotestorage.lookup.KnownPatron;
import org.folio.adapter.remotestorage.lookup.MissingRecordException;
import org.folio.adapter.remotestorage.lookup.OkapiRecords;
import org.folio.adapter.remotestorage.place.RemotePlace;
import org.folio.adapter.remotestorage.place.RemotePlaces;
import org.folio.eventbus.Event;
import org.folio.eventbus.ExternalHandler;
import org.folio.eventbus.ModuleSchema;

/**
 * Converts log records into retrievals (contract: mod-remote-storage 5.1). It asks other modules
 * outside of any transaction and then writes one row with one statement. Handling a log record
 * again changes nothing. An item that is not in a remote storage is not an error.
 */
public final class LogRecordHandler implements ExternalHandler {

  private final RemotePlaces places;
  private final OkapiRecords okapi;
  private final RetrievalTable retrievals;

  /** Creates a handler that asks Okapi and writes to the tables of the pool's database. */
  public LogRecordHandler(RemotePlaces places, OkapiRecords okapi, Pool pool, ModuleSchema schema) {
    this.places = places;
    this.okapi = okapi;
    this.retrievals = new RetrievalTable(pool, schema);
  }

  @Override
  public Future<Void> handle(Event event) {
    Optional<Occasion> occasion = Occasion.of(event.json());
    if (occasion.isEmpty()) {
      return Future.succeededFuture();
    }
    return places
        .any(event.tenant())
        .compose(any -> any ? remembered(event, occasion.get()) : Future.<Void>succeededFuture());
  }

  private Future<Void> remembered(Event event, Occasion occasion) {
    return okapi
        .item(event, occasion.item())
        .compose(
            item ->
                places
                    .at(event.tenant(), item.locationId())
                    .compose(
                        place ->
                            place.isPresent()
                                ? inStorage(event, occasion, item, place.get())
                                : Future.succeededFuture()));
  }

  private Future<Void> inStorage(
      Event event, Occasion occasion, KnownItem item, RemotePlace place) {
    if (occasion instanceof Occasion.Paged paged) {
      return write(event, RetrievalType.PYR, paged.request(), item, place);
    }
    if (!place.hearsOfReturns()) {
      return Future.succeededFuture();
    }
    return okapi
        .nextHoldOrRecall(event, item.id())
        .compose(
            next ->
                next.isPresent()
                    ? write(event, RetrievalType.REF, next.get(), item, place)
                    : Future.succeededFuture());
  }

  private Future<Void> write(
      Event event, RetrievalType type, Requested request, KnownItem item, RemotePlace place) {
    String barcode = item.barcode();
    if (barcode == null) {
      return Future.failedFuture(
          new MissingRecordException(
              "The item has no barcode, so the remote storage cannot find it; give it one and"
                  + " release the event"));
    }
    Future<KnownPatron> patron = okapi.patron(event, request.requesterId());
    Future<Optional<String>> pickup = pickup(event, request);
    // Waits for every answer, so that no call outlives the work on its event.
    return Future.join(patron, pickup)
        .compose(
            known ->
                retrievals.insert(
                    event,
                    new Retrieval(
                        type,
                        request,
                        item,
                        barcode,
                        patron.result(),
                        pickup.result().orElse(null),
                        place.storageId())));
  }

  private Future<Optional<String>> pickup(Event event, Requested request) {
    String servicePoint = request.pickupServicePointId();
    return servicePoint == null
        ? Future.succeededFuture(Optional.empty())
        : okapi.servicePointCode(event, servicePoint);
  }
}

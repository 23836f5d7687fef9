/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage.accession;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.Optional;
import org.folio.adapter.remotestorage.lookup.KnownInstance;
import org.folio.adapter.remotestorage.lookup.MissingRecordException;
import org.folio.adapter.remotestorage.lookup.OkapiRecords;
import org.folio.adapter.remotestorage.place.RemotePlace;
import org.folio.adapter.remotestorage.place.RemotePlaces;
import org.folio.eventbus.Event;
import org.folio.eventbus.ExternalHandler;
import org.folio.eventbus.ModuleSchema;

/**
 * Converts item records of inventory storage into accessions. It asks for the instance outside of
 * any transaction and then writes one row with one statement. Handling a record again changes
 * nothing.
 */
public final class ItemRecordHandler implements ExternalHandler {

  private final RemotePlaces places;
  private final OkapiRecords okapi;
  private final AccessionTable accessions;

  /** Creates a handler that asks Okapi and writes to the tables of the pool's database. */
  public ItemRecordHandler(
      RemotePlaces places, OkapiRecords okapi, Pool pool, ModuleSchema schema) {
    this.places = places;
    this.okapi = okapi;
    this.accessions = new AccessionTable(pool, schema);
  }

  @Override
  public Future<Void> handle(Event event) {
    Optional<ItemChange> change = ItemChange.of(event.json());
    if (change.isEmpty()) {
      return Future.succeededFuture();
    }
    return places
        .at(event.tenant(), change.get().locationId())
        .compose(
            place ->
                place.isPresent()
                    ? write(event, change.get(), place.get())
                    : Future.succeededFuture());
  }

  private Future<Void> write(Event event, ItemChange change, RemotePlace place) {
    return instance(event, change)
        .compose(instance -> accessions.insert(event, change, instance, place.storageId()));
  }

  private Future<KnownInstance> instance(Event event, ItemChange change) {
    String id = change.instanceId();
    return id == null
        ? Future.failedFuture(
            new MissingRecordException("The record of the item does not name its instance"))
        : okapi.instance(event, id);
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage.forward;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;
import org.folio.adapter.remotestorage.logrecord.JsonText;
import org.folio.adapter.remotestorage.logrecord.Occasion;
import org.folio.eventbus.Event;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.ExternalHandler;
import org.folio.eventbus.okapi.OkapiSettings;
import org.folio.eventbus.okapi.deliver.EventDelivery;
import org.folio.eventbus.okapi.deliver.RefusalRule;
import org.folio.eventbus.okapi.deliver.SystemTokens;

/**
 * Delivers log records to mod-remote-storage, but only those whose kind it reads. It answers some
 * of the others with 500.
 */
public final class ForwardedLogRecords implements ExternalHandler {

  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final String RETURN_ERROR = "Item return error";
  private static final String NOT_FOUND_ERROR = "Not found";

  // Four refusals share one code. This one means that the item is in no remote storage; it is the
  // answer to every ordinary check-in.
  private static final String NOT_REMOTE = "Mapping does not exist";

  private final ExternalHandler delivery;

  /**
   * Creates a handler that delivers through Okapi.
   *
   * @param okapi must have an address
   * @param path the path at which mod-remote-storage accepts log records
   */
  public ForwardedLogRecords(Vertx vertx, OkapiSettings okapi, String path) {
    this.delivery =
        new EventDelivery(
            vertx,
            okapi,
            new SystemTokens(vertx, okapi),
            Map.of(EventCatalog.LOG_RECORD, path),
            ForwardedLogRecords::meaning);
  }

  @Override
  public Future<Void> handle(Event event) {
    return Occasion.isKind(JsonText.of(event.json(), Occasion.KIND))
        ? delivery.handle(event)
        : Future.succeededFuture();
  }

  static RefusalRule.Meaning meaning(int status, String code, String message) {
    if (status == BAD_REQUEST && code.equals(RETURN_ERROR) && message.startsWith(NOT_REMOTE)) {
      return RefusalRule.Meaning.DONE;
    }
    // Okapi's own 404, which it sends when no instance of the module runs, contains no errors
    // object.
    return status == NOT_FOUND && code.equals(NOT_FOUND_ERROR)
        ? RefusalRule.Meaning.OF_THE_EVENT
        : RefusalRule.Meaning.AS_THE_STATUS_SAYS;
  }
}

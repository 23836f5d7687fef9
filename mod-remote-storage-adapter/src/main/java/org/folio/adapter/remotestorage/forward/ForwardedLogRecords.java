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
 * Delivers log records to mod-remote-storage, those only of which it reads the kind; it answers 500
 * to some of the others.
 */
public final class ForwardedLogRecords implements ExternalHandler {

  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final String RETURN_ERROR = "Item return error";
  private static final String NOT_FOUND_ERROR = "Not found";

  // Four refusals share one code; this one, of an item that is in no remote storage, is what every
  // usual check-in is answered with.
  private static final String NOT_REMOTE = "Mapping does not exist";

  private final ExternalHandler delivery;

  /**
   * Deliveries through Okapi.
   *
   * @param okapi must have an address
   * @param path where mod-remote-storage takes log records
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
    // Okapi's own 404, when no instance of the module runs, is no errors object.
    return status == NOT_FOUND && code.equals(NOT_FOUND_ERROR)
        ? RefusalRule.Meaning.OF_THE_EVENT
        : RefusalRule.Meaning.AS_THE_STATUS_SAYS;
  }
}

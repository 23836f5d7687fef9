/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage.place;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.folio.eventbus.okapi.collection.BodyFields;
import org.folio.eventbus.okapi.http.HttpFailure;

/** Reads and checks a storage configuration. */
final class ConfigurationBody {

  private static final String ID = "id";
  private static final String NAME = "name";
  private static final String PROVIDER = "providerName";
  private static final String RETURNING = "returningWorkflowDetails";
  private static final String DELAY = "accessionDelay";
  private static final String METADATA = "metadata";
  private static final Set<String> CHECKED = Set.of(ID, NAME, PROVIDER, DELAY, RETURNING);

  private static final int SHORTEST_DELAY = 1;

  // The storage is polled for accessions, so its configuration must contain an interval.
  private static final String POLLED_PROVIDER = "DEMATIC_SD";

  /**
   * A parsed configuration.
   *
   * @param id the id of the body, if it has one
   * @param body the stored part of the body, without its id
   */
  record Read(Optional<UUID> id, JsonObject body) {}

  private ConfigurationBody() {}

  /**
   * Parses and checks a body. Members that this module does not need are stored unchanged, for the
   * programs that talk to the storage.
   *
   * @param isNew whether the request creates the configuration
   * @throws HttpFailure 422 or 400
   */
  static Read read(JsonObject body, boolean isNew) {
    BodyFields fields =
        new BodyFields(body)
            .optionalUuid(ID)
            .text(NAME)
            .text(PROVIDER)
            .optionalNumber(DELAY, SHORTEST_DELAY)
            .ignored(RETURNING);
    if (isNew && POLLED_PROVIDER.equals(body.getValue(PROVIDER))) {
      fields.number(DELAY);
    }
    if (body.getValue(RETURNING) != null) {
      fields.oneOf(RETURNING, RemotePlace.SCANNED_TO_FOLIO, RemotePlace.SCANNED_TO_CAIASOFT);
    }
    body.fieldNames().stream().filter(name -> !CHECKED.contains(name)).forEach(fields::ignored);
    fields.check();
    JsonObject kept = body.copy();
    kept.remove(ID);
    kept.remove(METADATA);
    return new Read(Optional.ofNullable(fields.find(ID, UUID.class)), kept);
  }
}

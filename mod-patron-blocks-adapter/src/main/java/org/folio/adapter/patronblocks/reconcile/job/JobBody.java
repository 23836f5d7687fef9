/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile.job;

import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.folio.eventbus.okapi.collection.BodyFields;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.jspecify.annotations.Nullable;

/**
 * The request of a caller (contract: mod-patron-blocks 2.10, and {@code dryRun}).
 *
 * @param userId the patron; not null for scope user
 * @param dryRun whether differences are only listed
 */
record JobBody(JobScope scope, @Nullable UUID userId, boolean dryRun) {

  private static final String USER_MISSING =
      "UserId is required for synchronization job with scope: USER";

  /**
   * Reads a body.
   *
   * @throws HttpFailure 400 or 422 as the contract says
   */
  static JobBody read(JsonObject json) {
    BodyFields fields =
        new BodyFields(json)
            .oneOf("scope", JobScope.USER.wire(), JobScope.FULL.wire())
            .optionalUuid("userId")
            .optionalFlag("dryRun");
    for (String written : SynchronizationJob.WRITTEN_BY_SERVER) {
      fields.ignored(written);
    }
    fields.check();
    JobScope scope = JobScope.of(fields.get("scope", String.class));
    UUID userId = fields.find("userId", UUID.class);
    if (scope == JobScope.USER && userId == null) {
      throw HttpFailure.text(422, USER_MISSING);
    }
    return new JobBody(
        scope,
        scope == JobScope.USER ? userId : null,
        Boolean.TRUE.equals(fields.find("dryRun", Boolean.class)));
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile.job;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.UUID;
import org.folio.adapter.patronblocks.reconcile.storage.RecordKind;
import org.folio.adapter.patronblocks.reconcile.storage.RecordRange;

/**
 * A job as it is stored (contract: mod-patron-blocks 2.10).
 *
 * @param whole all that is to be looked at of each part
 * @param range what is still to be looked at of the current part
 * @param part the part that is being looked at
 * @param dryRun whether differences are only listed
 * @param errors what went wrong, oldest first
 */
public record SynchronizationJob(
    UUID id,
    JobScope scope,
    RecordRange whole,
    RecordRange range,
    RecordKind part,
    boolean dryRun,
    JobStatus status,
    Progress progress,
    List<String> errors) {

  /** Members of a job that the server sets; it ignores the values of callers. */
  static final List<String> WRITTEN_BY_SERVER =
      List.of(
          "id",
          "status",
          "totalNumberOfLoans",
          "numberOfProcessedLoans",
          "totalNumberOfFeesFines",
          "numberOfProcessedFeesFines",
          "numberOfDifferences",
          "numberOfRepairs",
          "errors",
          "metadata");

  /**
   * The progress of a job. Totals are those of storage when the part began.
   *
   * @param differences number of differences found
   * @param repaired number of them that were repaired
   */
  public record Progress(
      long totalLoans,
      long loans,
      long totalFeesFines,
      long feesFines,
      long differences,
      long repaired) {}

  static SynchronizationJob of(Row row) {
    RecordRange whole =
        new RecordRange(row.getUUID("begin_id"), row.getUUID("end_id"), row.getUUID("user_id"));
    return new SynchronizationJob(
        row.getUUID("id"),
        JobScope.of(row.getString("scope")),
        whole,
        whole.startingAfter(row.getUUID("after_id")),
        RecordKind.valueOf(row.getString("part")),
        row.getBoolean("dry_run"),
        JobStatus.of(row.getString("status")),
        new Progress(
            row.getLong("total_loans"),
            row.getLong("processed_loans"),
            row.getLong("total_fees_fines"),
            row.getLong("processed_fees_fines"),
            row.getLong("differences"),
            row.getLong("repaired")),
        List.of(row.getArrayOfStrings("errors")));
  }

  /** The body of an answer. */
  JsonObject json() {
    JsonObject json = new JsonObject().put("id", id.toString()).put("scope", scope.wire());
    UUID user = whole.userId();
    if (user != null) {
      json.put("userId", user.toString());
    }
    return json.put("status", status.wire())
        .put("dryRun", dryRun)
        .put("totalNumberOfLoans", progress.totalLoans())
        .put("numberOfProcessedLoans", progress.loans())
        .put("totalNumberOfFeesFines", progress.totalFeesFines())
        .put("numberOfProcessedFeesFines", progress.feesFines())
        .put("numberOfDifferences", progress.differences())
        .put("numberOfRepairs", progress.repaired())
        .put("errors", new JsonArray(errors));
  }

  /** The body of the answer to its creation, which does not repeat the patron. */
  static JsonObject created(UUID id, JobScope scope) {
    return new JsonObject()
        .put("id", id.toString())
        .put("scope", scope.wire())
        .put("status", JobStatus.OPEN.wire())
        .put("errors", new JsonArray());
  }
}

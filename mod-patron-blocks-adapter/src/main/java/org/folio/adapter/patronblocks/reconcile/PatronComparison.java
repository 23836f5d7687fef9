/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.folio.adapter.patronblocks.fact.RecordIds;
import org.folio.adapter.patronblocks.http.Unanswered;
import org.folio.adapter.patronblocks.reconcile.storage.RecordRange;
import org.folio.adapter.patronblocks.reconcile.storage.StoredAccount;
import org.folio.adapter.patronblocks.reconcile.storage.StoredLoan;
import org.folio.adapter.patronblocks.reconcile.storage.StoredRecord;
import org.folio.adapter.patronblocks.reconcile.storage.UnreadableRecordException;
import org.folio.eventbus.admin.key.Keys;
import org.folio.eventbus.okapi.OkapiClient;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.TenantDatabase;
import org.jspecify.annotations.Nullable;

/**
 * Compares one patron, or one loan, with the systems of record, as a synchronization job does. It
 * changes nothing, and stores no results.
 */
public final class PatronComparison {

  // A caller waits for the answer. A patron with more open records than these pages is left to a
  // job.
  private static final int MOST_PAGES = 10;

  private final TenantDatabase database;
  private final Supplier<Future<Duration>> lag;
  private final SummaryPart<StoredLoan, SummaryLoan> loans;
  private final SummaryPart<StoredAccount, SummaryFeeFine> feesFines;

  /**
   * Comparisons with what Okapi reaches.
   *
   * @param lag the lag of the subscriptions
   */
  public PatronComparison(
      TenantDatabase database, Keys keys, OkapiClient client, Supplier<Future<Duration>> lag) {
    this.database = database;
    this.lag = lag;
    this.loans = new LoanPart(client, keys);
    this.feesFines = new FeeFinePart(client, keys);
  }

  /**
   * Compares.
   *
   * @return {@code loans} and {@code feesFines}, each with {@code open}, the number of open records
   *     of storage, and {@code differences}; or with {@code unknown}, why storage could not be
   *     asked
   */
  public Future<JsonObject> of(OkapiRequest request, UUID userId) {
    Future<JsonObject> ofLoans = compared(loans, request, userId);
    Future<JsonObject> ofFeesFines = compared(feesFines, request, userId);
    return Future.all(ofLoans, ofFeesFines)
        .map(
            both ->
                new JsonObject()
                    .put("loans", ofLoans.result())
                    .put("feesFines", ofFeesFines.result()));
  }

  /**
   * Compares one loan of any patron.
   *
   * @return as {@code loans} of {@link #of}
   */
  public Future<JsonObject> ofLoan(OkapiRequest request, UUID loanId) {
    return orUnknown(
        loans
            .storage()
            .find(request, loanId)
            .compose(
                stored ->
                    lag.get()
                        .compose(behind -> ofLoan(request, loanId, stored.orElse(null), behind))));
  }

  private Future<JsonObject> ofLoan(
      OkapiRequest request, UUID loanId, @Nullable StoredLoan stored, Duration behind) {
    UUID owner = stored == null ? null : stored.userId();
    return database
        .withConnection(
            request.tenant(),
            (connection, schema) ->
                loans
                    .read(connection, schema, RecordIds.of(Set.of(loanId)), owner)
                    .compose(
                        summaries ->
                            explained(
                                connection,
                                schema,
                                loanId,
                                stored,
                                loans.compare(summaries.get(loanId), stored),
                                behind)))
        .map(
            differences ->
                new JsonObject()
                    .put("open", stored != null && stored.open() ? 1 : 0)
                    .put("differences", differences));
  }

  private Future<JsonArray> explained(
      SqlConnection connection,
      String schema,
      UUID loanId,
      @Nullable StoredLoan stored,
      List<SummaryDifference> differences,
      Duration behind) {
    Future<JsonArray> all = Future.succeededFuture(new JsonArray());
    for (SummaryDifference one : differences) {
      all =
          all.compose(
              before ->
                  EventEvidence.read(
                          loans.keys(),
                          connection,
                          schema,
                          loans.subscription(),
                          loans.key(loanId, one.userId()))
                      .map(
                          evidence ->
                              evidence.explain(
                                  payload -> loans.isAbout(payload, loanId),
                                  stored,
                                  RecordComparison.ofSeveralPatrons(differences),
                                  EventEvidence.horizon(behind)))
                      .map(why -> with(before, List.of(one), why)));
    }
    return all;
  }

  private <R extends StoredRecord, S extends SummaryRecord> Future<JsonObject> compared(
      SummaryPart<R, S> part, OkapiRequest request, UUID userId) {
    return orUnknown(new Work<>(part, request, userId).run());
  }

  private static Future<JsonObject> orUnknown(Future<JsonObject> compared) {
    return compared.recover(
        failure ->
            failure instanceof UnreadableRecordException
                ? Future.succeededFuture(unknown(String.valueOf(failure.getMessage())))
                : Unanswered.sentence(failure)
                    .map(why -> Future.succeededFuture(unknown(why)))
                    .orElseGet(() -> Future.failedFuture(failure)));
  }

  private static JsonObject unknown(String why) {
    return new JsonObject().put("unknown", why);
  }

  /** One part of one patron's summary. */
  private final class Work<R extends StoredRecord, S extends SummaryRecord> {

    private final SummaryPart<R, S> part;
    private final OkapiRequest request;
    private final UUID userId;
    private final RecordRange range;

    Work(SummaryPart<R, S> part, OkapiRequest request, UUID userId) {
      this.part = part;
      this.request = request;
      this.userId = userId;
      this.range = new RecordRange(null, null, userId);
    }

    Future<JsonObject> run() {
      return open(range, new ArrayList<>(), MOST_PAGES)
          .compose(
              stored ->
                  stored == null
                      ? Future.succeededFuture(
                          unknown(
                              "storage has more open records of the patron than are compared at once; a synchronization job compares them all"))
                      : compare(stored));
    }

    // Null if there are more pages.
    private Future<@Nullable List<R>> open(RecordRange rest, List<R> before, int pages) {
      return part.storage()
          .page(request, rest)
          .compose(
              page -> {
                before.addAll(page.records());
                if (page.last()) {
                  return Future.succeededFuture(before);
                }
                return pages == 1
                    ? Future.succeededFuture()
                    : open(
                        range.startingAfter(before.get(before.size() - 1).id()), before, pages - 1);
              });
    }

    private Future<JsonObject> compare(List<R> stored) {
      return database
          .withConnection(
              request.tenant(),
              (connection, schema) -> part.read(connection, schema, range.ids(null), userId))
          .compose(summaries -> new RecordComparison<>(part).of(request, stored, summaries))
          .compose(suspects -> lag.get().compose(behind -> explained(suspects, behind)))
          .map(
              differences ->
                  new JsonObject().put("open", stored.size()).put("differences", differences));
    }

    // Events may have been applied since the summary was read.
    private Future<JsonArray> explained(
        List<RecordComparison.Suspect<R>> suspects, Duration behind) {
      Set<UUID> ids =
          suspects.stream().map(RecordComparison.Suspect::id).collect(Collectors.toSet());
      return database.withConnection(
          request.tenant(),
          (connection, schema) ->
              part.read(connection, schema, RecordIds.of(ids), userId)
                  .compose(
                      summaries -> {
                        Future<JsonArray> all = Future.succeededFuture(new JsonArray());
                        for (RecordComparison.Suspect<R> one : suspects) {
                          List<SummaryDifference> ofAnybody =
                              part.compare(summaries.get(one.id()), one.stored());
                          List<SummaryDifference> differences =
                              ofAnybody.stream()
                                  .filter(difference -> difference.userId().equals(userId))
                                  .toList();
                          if (!differences.isEmpty()) {
                            boolean elsewhere = RecordComparison.ofSeveralPatrons(ofAnybody);
                            all =
                                all.compose(
                                    before ->
                                        finding(connection, schema, one, elsewhere, behind)
                                            .map(why -> with(before, differences, why)));
                          }
                        }
                        return all;
                      }));
    }

    private Future<EventEvidence.Finding> finding(
        SqlConnection connection,
        String schema,
        RecordComparison.Suspect<R> suspect,
        boolean elsewhere,
        Duration behind) {
      Instant horizon = EventEvidence.horizon(behind);
      return EventEvidence.read(
              part.keys(), connection, schema, part.subscription(), part.key(suspect.id(), userId))
          .map(
              evidence ->
                  evidence.explain(
                      payload -> part.isAbout(payload, suspect.id()),
                      suspect.stored(),
                      elsewhere,
                      horizon));
    }
  }

  private static JsonArray with(
      JsonArray before, List<SummaryDifference> differences, EventEvidence.Finding why) {
    for (SummaryDifference one : differences) {
      before.add(
          new JsonObject()
              .put("kind", one.kind().name())
              .put("recordId", one.recordId().toString())
              .put("summary", one.summary())
              .put("storage", one.storage())
              .put("cause", why.cause().name())
              .put("evidence", why.text()));
    }
    return before;
  }
}

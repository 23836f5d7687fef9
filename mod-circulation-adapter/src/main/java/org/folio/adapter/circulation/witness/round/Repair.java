/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness.round;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.folio.adapter.circulation.witness.expect.Demand;
import org.folio.adapter.circulation.witness.expect.Expectation;
import org.folio.adapter.circulation.witness.expect.ExpectationTable;
import org.folio.adapter.circulation.witness.expect.Fact;
import org.folio.adapter.circulation.witness.expect.LoanRowState;
import org.folio.adapter.circulation.witness.expect.LoanTable;
import org.folio.adapter.circulation.witness.finding.EventNotice;
import org.folio.adapter.circulation.witness.finding.Finding;
import org.folio.adapter.circulation.witness.finding.FindingKind;
import org.folio.eventbus.Correlation;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.EventDraft;
import org.folio.eventbus.EventPublisher;
import org.folio.eventbus.PublishedEvent;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.value.FolioDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Publishes missing events, in the transaction that reports them. The publisher sees them under the
 * lock of their key: an original that has arrived meanwhile takes the place, and a later one is
 * recognised as a repetition.
 */
final class Repair {

  private static final String COMES_NEVER = "mod-circulation publishes no event for this change";
  private static final String CAME_NOT =
      "The loan changed, and its event did not arrive within the wait time";

  private final EventPublisher publisher;
  private final TenantId tenant;
  private final String schema;
  private final Map<String, JsonObject> gracePeriods;
  private final List<EventDraft> drafts = new ArrayList<>();
  private final List<Missing> missing = new ArrayList<>();
  private final Set<String> described = new HashSet<>();

  /**
   * The missing events and their drafts.
   *
   * @param draft index of the event among the drafts; -1 if none is published
   * @param restated number of drafts after it that repeat the present state
   */
  private record Missing(
      ExpectationTable.Due due, @Nullable String gracePeriod, int draft, int restated) {}

  /** The result of a repair. */
  record Result(List<Finding> findings, List<ExpectationTable.Settled> settled, List<UUID> came) {}

  /**
   * Begins without anything.
   *
   * @param gracePeriods by loan policy, as far as they could be read
   */
  Repair(
      EventPublisher publisher,
      TenantId tenant,
      String schema,
      Map<String, JsonObject> gracePeriods) {
    this.publisher = publisher;
    this.tenant = tenant;
    this.schema = schema;
    this.gracePeriods = gracePeriods;
  }

  /**
   * Reports, and publishes.
   *
   * @param publish whether to publish
   * @param present the known present state of the loans
   */
  Future<Result> run(
      SqlConnection tx,
      List<ExpectationTable.Due> due,
      Map<UUID, LoanTable.Known> present,
      boolean publish) {
    Map<String, List<Expectation>> late =
        due.stream()
            .map(ExpectationTable.Due::expectation)
            .collect(Collectors.groupingBy(Repair::borrowing));
    // From the last to the first: a loan's state is only repeated after its last late event.
    for (int i = due.size() - 1; i >= 0; i--) {
      UUID loan = due.get(i).expectation().loanId();
      LoanTable.Known known = present.get(loan);
      prepare(
          due.get(i),
          Objects.requireNonNull(late.get(borrowing(due.get(i).expectation()))),
          known == null ? null : known.state(),
          publish);
    }
    List<EventDraft> ordered = new ArrayList<>();
    for (int i = drafts.size() - 1; i >= 0; i--) {
      ordered.add(drafts.get(i));
    }
    return publisher.publish(tx, tenant, ordered).map(published -> result(published));
  }

  private void prepare(
      ExpectationTable.Due due,
      List<Expectation> late,
      @Nullable LoanRowState present,
      boolean publish) {
    Expectation expectation = due.expectation();
    JsonObject payload = payload(expectation);
    EventDraft draft = draft(due, expectation.type(), payload, expectation.origin());
    if (!publish
        || !EventCatalog.circulation().violations(draft.type(), payload.encode()).isEmpty()) {
      missing.add(new Missing(due, null, -1, 0));
      return;
    }
    List<Restatement.Told> again =
        described.add(borrowing(expectation)) ? Restatement.behind(late, present) : List.of();
    for (int i = again.size() - 1; i >= 0; i--) {
      Restatement.Told told = again.get(i);
      drafts.add(
          draft(
              due,
              told.type(),
              stamped(told.payload(), expectation),
              Restatement.origin(expectation.origin(), i)));
    }
    drafts.add(draft);
    missing.add(new Missing(due, EventNotice.graceOf(payload), drafts.size() - 1, again.size()));
  }

  private Result result(List<PublishedEvent> published) {
    List<Finding> findings = new ArrayList<>();
    List<ExpectationTable.Settled> settled = new ArrayList<>();
    List<UUID> came = new ArrayList<>();
    for (int i = missing.size() - 1; i >= 0; i--) {
      Missing one = missing.get(i);
      PublishedEvent event =
          one.draft() < 0 ? null : published.get(published.size() - 1 - one.draft());
      long position = one.due().position();
      if (event != null && event.repeated()) {
        came.add(event.id());
        settled.add(new ExpectationTable.Settled(position, "MET", event.id(), null));
        continue;
      }
      UUID id = UUID.randomUUID();
      boolean byRule = one.due().expectation().demand() == Demand.BY_RULE;
      findings.add(
          Finding.missing(
              id,
              byRule ? FindingKind.DERIVED_BY_RULE : FindingKind.NEVER_PUBLISHED,
              one.due().expectation(),
              one.gracePeriod(),
              byRule ? COMES_NEVER : CAME_NOT,
              event,
              one.restated()));
      settled.add(
          new ExpectationTable.Settled(position, event == null ? "REPORTED" : "SETTLED", null, id));
    }
    return new Result(findings, settled, came);
  }

  // A loan that moved to another patron counts as one loan for each of them.
  private static String borrowing(Expectation expectation) {
    return expectation.loanId() + "/" + expectation.payload().getString("userId");
  }

  private JsonObject payload(Expectation expectation) {
    JsonObject payload = stamped(expectation.payload().copy(), expectation);
    JsonObject grace =
        expectation.policyId() == null ? null : gracePeriods.get(expectation.policyId());
    return grace == null ? payload : payload.put(Fact.GRACE_PERIOD, grace);
  }

  private static JsonObject stamped(JsonObject payload, Expectation expectation) {
    return payload.put(
        "metadata",
        new JsonObject().put("createdDate", FolioDateTime.format(expectation.changedAt())));
  }

  private EventDraft draft(
      ExpectationTable.Due due, String type, JsonObject payload, String origin) {
    Expectation expectation = due.expectation();
    String name = schema + "/witness/" + due.position() + "/" + origin;
    return new EventDraft(
        UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
        type,
        payload,
        expectation.changedAt(),
        new Correlation(expectation.requestId(), null, null, origin),
        null);
  }
}

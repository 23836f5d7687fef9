/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile.deployed;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.folio.adapter.patronblocks.forward.ForwardedStreams;
import org.folio.adapter.patronblocks.reconcile.FeeFinePart;
import org.folio.adapter.patronblocks.reconcile.LoanPart;
import org.folio.adapter.patronblocks.reconcile.SummaryFeeFine;
import org.folio.adapter.patronblocks.reconcile.SummaryLoan;
import org.folio.adapter.patronblocks.reconcile.SummaryPart;
import org.folio.adapter.patronblocks.reconcile.SummaryRecord;
import org.folio.adapter.patronblocks.reconcile.storage.StoredAccount;
import org.folio.adapter.patronblocks.reconcile.storage.StoredLoan;
import org.folio.adapter.patronblocks.reconcile.storage.StoredRecord;
import org.folio.eventbus.admin.key.Keys;
import org.folio.eventbus.okapi.OkapiClient;
import org.jspecify.annotations.Nullable;

/**
 * One part of the summaries of a deployed mod-patron-blocks.
 *
 * @param part reads and compares its records
 * @param subscription the subscription that delivers the events of this part
 * @param open the open entries of a summary
 * @param next selects the next event to deliver
 * @param <R> a record of storage
 * @param <S> the entry of a summary for an open record
 */
record DeployedPart<R extends StoredRecord, S extends SummaryRecord>(
    SummaryPart<R, S> part,
    String subscription,
    Function<DeployedSummary, Map<UUID, S>> open,
    NextEvent<R, S> next) {

  /** Selects the next event to deliver. */
  @FunctionalInterface
  interface NextEvent<R, S> {

    /** The event; empty if summary and storage agree, or if no event can make them agree. */
    Optional<RepairEvent> of(UUID userId, UUID id, @Nullable S summary, @Nullable R stored);
  }

  static DeployedPart<StoredLoan, SummaryLoan> loans(OkapiClient client, Keys keys) {
    return new DeployedPart<>(
        new LoanPart(client, keys),
        ForwardedStreams.LOANS,
        DeployedSummary::loans,
        RepairEvent::ofLoan);
  }

  static DeployedPart<StoredAccount, SummaryFeeFine> feesFines(OkapiClient client, Keys keys) {
    return new DeployedPart<>(
        new FeeFinePart(client, keys),
        ForwardedStreams.FEES_FINES,
        DeployedSummary::feesFines,
        RepairEvent::ofFeeFine);
  }
}

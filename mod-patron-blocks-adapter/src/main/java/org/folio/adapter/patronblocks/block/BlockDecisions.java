/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.block;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.folio.adapter.patronblocks.summary.OpenItems;
import org.folio.eventbus.okapi.OkapiClient;
import org.folio.eventbus.okapi.OkapiRequest;

/**
 * Decides a patron's blocks: for the module's clients, who need the blocks, and for operators, who
 * need the reasons.
 */
public final class BlockDecisions {

  private final PatronGroups groups;
  private final GroupLimits limits;
  private final Clock clock;

  /**
   * Decisions by these limits; the groups of patrons are queried through Okapi.
   *
   * @param clock decides which loans are overdue
   */
  public BlockDecisions(GroupLimits limits, OkapiClient client, Clock clock) {
    this.limits = limits;
    this.groups = new PatronGroups(client, clock);
    this.clock = clock;
  }

  /**
   * Decides.
   *
   * @return fails as {@link PatronGroups#groupOf} does if the group is not known
   */
  Future<BlockDecision> of(OkapiRequest request, UUID userId, OpenItems items) {
    Instant now = now();
    if (items.isEmpty()) {
      return Future.succeededFuture(BlockDecision.nothingOpen(now));
    }
    return groups
        .groupOf(request, userId)
        .compose(
            group ->
                limitsOf(request, group)
                    .map(
                        ofGroup ->
                            new BlockDecision(
                                now,
                                Optional.of(group),
                                BlockRules.verdicts(PatronSituation.of(items, now), ofGroup))));
  }

  private Future<List<GroupLimit>> limitsOf(OkapiRequest request, PatronGroup group) {
    UUID id = group.id();
    return id == null ? Future.succeededFuture(List.of()) : limits.of(request.tenant(), id);
  }

  /** The patron's current group according to users, bypassing the cache. */
  Future<PatronGroup> currentGroup(OkapiRequest request, UUID userId) {
    return groups.ask(request, userId);
  }

  /** The time for which overdue loans are determined. */
  Instant now() {
    return clock.instant();
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.diagnosis;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.diagnosis.Decision;
import org.folio.eventbus.admin.diagnosis.Diagnosis;
import org.folio.eventbus.admin.diagnosis.EventLife;
import org.folio.eventbus.admin.diagnosis.EventPlace;
import org.folio.eventbus.admin.diagnosis.EventQuestion;
import org.folio.eventbus.admin.diagnosis.Handled;
import org.folio.eventbus.admin.diagnosis.Handling;
import org.folio.eventbus.admin.diagnosis.KeyLife;
import org.folio.eventbus.admin.diagnosis.OperationGroup;
import org.folio.eventbus.admin.diagnosis.SearchResult;
import org.folio.eventbus.admin.diagnosis.StoredPublication;
import org.folio.eventbus.admin.diagnosis.SubscriptionBacklog;
import org.folio.eventbus.admin.diagnosis.TenantStanding;
import org.folio.eventbus.admin.diagnosis.Verdict;
import org.folio.eventbus.admin.key.Awaited;
import org.folio.eventbus.admin.key.OpenGap;
import org.folio.eventbus.gap.GapTable;
import org.folio.eventbus.park.KeyLookup;
import org.jspecify.annotations.Nullable;

/**
 * Finds out where an event is, as far as this module is involved. Reads only; safe to call under
 * load. Safe for use by several threads.
 */
public final class PostgresDiagnosis implements Diagnosis {

  private final Pool pool;
  private final ModuleSchema module;
  private final Set<String> published;
  private final Supplier<List<Subscription>> subscriptions;
  private final Function<TenantId, Future<List<Awaited>>> awaited;
  private final int keptDays;
  private final EventSearch search;
  private final LifeExplanation explanations;

  /**
   * Reads the tables of a module.
   *
   * @param published the streams that the module publishes
   * @param awaited the sequences that a tenant's events wait for and that are not yet reported as
   *     missing
   * @param keptDays number of days for which journal and receipts are kept
   */
  public PostgresDiagnosis(
      Pool pool,
      ModuleSchema module,
      Set<String> published,
      Supplier<List<Subscription>> subscriptions,
      Function<TenantId, Future<List<Awaited>>> awaited,
      int keptDays) {
    this.pool = pool;
    this.module = module;
    this.published = Set.copyOf(published);
    this.subscriptions = subscriptions;
    this.awaited = awaited;
    this.keptDays = keptDays;
    this.search =
        new EventSearch(pool, this.published, () -> !subscriptions.get().isEmpty(), keptDays);
    this.explanations = new LifeExplanation(this.published, this.subscriptions, keptDays);
  }

  /**
   * The evidence beside the rows of the events.
   *
   * @param standing whether the module works for the tenant
   * @param awaited the sequences that the tenant's events wait for
   */
  private record Scope(String schema, TenantStanding standing, List<Awaited> awaited) {

    List<Awaited> of(Subscription subscription, StreamKey key) {
      return Awaited.ofKey(awaited, subscription.name(), key);
    }
  }

  private Future<Scope> scope(TenantId tenant, TenantStanding standing) {
    return awaited.apply(tenant).map(found -> new Scope(module.of(tenant), standing, found));
  }

  @Override
  public Future<EventLife> event(TenantId tenant, UUID id, @Nullable EventPlace place) {
    String schema = module.of(tenant);
    return EvidenceTables.tenant(pool, schema)
        .compose(
            standing ->
                standing.equals(TenantStanding.NEVER)
                    ? Future.succeededFuture(unknownTenant(id, place))
                    : scope(tenant, standing)
                        .compose(
                            scope ->
                                place == null
                                    ? event(scope, id, null, null)
                                    : whole(schema, place.key())
                                        .map(key -> new EventPlace(key, place.sequence()))
                                        .compose(whole -> event(scope, id, whole, null))));
  }

  // Without tables there is nothing to query; that is an answer, too.
  private EventLife unknownTenant(UUID id, @Nullable EventPlace place) {
    return new EventLife(
        id,
        TenantStanding.NEVER,
        place,
        null,
        false,
        Optional.empty(),
        List.of(),
        keptDays,
        TenantStanding.NEVER_ENABLED);
  }

  private Future<EventLife> event(
      Scope scope, UUID id, @Nullable EventPlace place, @Nullable String type) {
    return EvidenceTables.publication(pool, scope.schema(), id)
        .compose(
            publication ->
                place(scope.schema(), id, publication, place)
                    .compose(
                        known ->
                            life(
                                scope,
                                id,
                                publication.map(StoredPublication::type).orElse(type),
                                publication,
                                known)));
  }

  private Future<EventLife> life(
      Scope scope,
      UUID id,
      @Nullable String type,
      Optional<StoredPublication> publication,
      Optional<EventPlace> known) {
    var given =
        publication.isPresent() || known.isEmpty()
            ? Future.succeededFuture(0L)
            : EvidenceTables.lastGiven(pool, scope.schema(), known.get().key());
    return given.compose(
        last ->
            handlings(scope, id, type, known)
                .map(
                    handlings ->
                        new EventLife(
                            id,
                            scope.standing(),
                            known.orElse(null),
                            type,
                            mayPublish(known),
                            publication,
                            handlings,
                            keptDays,
                            explanations.of(scope.standing(), publication, known, last))));
  }

  private boolean mayPublish(Optional<EventPlace> place) {
    return !published.isEmpty()
        && place.map(known -> published.contains(known.key().stream())).orElse(true);
  }

  @Override
  public Future<SearchResult> search(TenantId tenant, EventQuestion question) {
    String schema = module.of(tenant);
    return EvidenceTables.tenant(pool, schema)
        .compose(
            standing ->
                standing.equals(TenantStanding.NEVER)
                    ? Future.succeededFuture(
                        new SearchResult(
                            standing, List.of(), List.of(), List.of(), false, false, keptDays))
                    : search
                        .run(schema, question)
                        .compose(
                            found ->
                                missing(schema, question.key())
                                    .compose(
                                        missing ->
                                            lives(tenant, standing, found.hits())
                                                .map(
                                                    lives ->
                                                        new SearchResult(
                                                            standing,
                                                            lives,
                                                            missing,
                                                            found.searched(),
                                                            found.limitReached(),
                                                            question.reachesBeyond(keptDays),
                                                            keptDays)))));
  }

  private Future<List<EventLife>> lives(TenantId tenant, TenantStanding standing, List<Hit> hits) {
    return scope(tenant, standing)
        .compose(
            scope -> {
              List<Future<EventLife>> lives =
                  hits.stream()
                      .map(hit -> event(scope, hit.id(), hit.place(), hit.type()))
                      .toList();
              return Future.all(lives).map(done -> lives.stream().map(Future::result).toList());
            });
  }

  private Future<List<OpenGap>> missing(String schema, @Nullable String key) {
    return key == null || subscriptions.get().isEmpty()
        ? Future.succeededFuture(List.of())
        : GapTable.ofKey(pool, schema, key);
  }

  private Future<Optional<EventPlace>> place(
      String schema, UUID id, Optional<StoredPublication> publication, @Nullable EventPlace given) {
    if (given != null) {
      return Future.succeededFuture(Optional.of(given));
    }
    return publication.isPresent()
        ? Future.succeededFuture(
            publication.map(known -> new EventPlace(known.key(), known.sequence())))
        : EvidenceTables.place(pool, schema, id);
  }

  private Future<List<Handling>> handlings(
      Scope scope, UUID id, @Nullable String type, Optional<EventPlace> place) {
    return EvidenceTables.receipts(pool, scope.schema(), id, MOST_RECEIPTS)
        .compose(
            receipts -> {
              List<Future<Handling>> all =
                  subscriptions.get().stream()
                      .filter(
                          one -> place.isEmpty() || one.stream().equals(place.get().key().stream()))
                      .map(one -> handling(scope, id, one, type, place, of(one, receipts)))
                      .toList();
              return Future.all(all).map(done -> all.stream().map(Future::result).toList());
            });
  }

  private static List<Handled> of(Subscription subscription, List<Handled> receipts) {
    return receipts.stream().filter(one -> one.subscription().equals(subscription.name())).toList();
  }

  private Future<Handling> handling(
      Scope scope,
      UUID id,
      Subscription subscription,
      @Nullable String type,
      Optional<EventPlace> known,
      List<Handled> receipts) {
    if (known.isEmpty()) {
      return Future.succeededFuture(
          new Handling(
              subscription.name(),
              Verdict.UNDECIDED,
              "This subscription has never seen the event; ask the publishing module for stream, key and sequence, and ask again with them",
              null,
              0,
              receipts,
              List.of()));
    }
    EventPlace place = known.get();
    String schema = scope.schema();
    String name = subscription.name();
    var standing = EvidenceTables.standing(pool, schema, name, place.key());
    var parked = EvidenceTables.parked(pool, schema, name, place);
    var gap = EvidenceTables.gap(pool, schema, name, place);
    var decisions = DecisionTables.of(pool, schema, List.of(name), place, 1);
    return Future.all(standing, parked, gap, decisions)
        .map(
            all ->
                new HandlingRules(
                        subscription,
                        type,
                        place,
                        receipts,
                        standing.result(),
                        parked.result().orElse(null),
                        gap.result().orElse(null),
                        decisions.result().stream().filter(one -> isAbout(one, id)).toList(),
                        scope.of(subscription, place.key()),
                        scope.standing(),
                        keptDays)
                    .decide());
  }

  // A discarded event may be one of several with the same sequence.
  private static boolean isAbout(Decision decision, UUID id) {
    return decision.eventId() == null || decision.eventId().equals(id);
  }

  @Override
  public Future<KeyLife> key(TenantId tenant, StreamKey key, long from, int sequences) {
    String schema = module.of(tenant);
    return whole(schema, key)
        .compose(
            whole ->
                awaited
                    .apply(tenant)
                    .compose(found -> life(schema, whole, from, sequences, found)));
  }

  private Future<StreamKey> whole(String schema, StreamKey key) {
    return KeyLookup.known(
        pool, schema, subscriptions.get().stream().map(Subscription::name).toList(), key);
  }

  private Future<KeyLife> life(
      String schema, StreamKey key, long from, int sequences, List<Awaited> waitedFor) {
    EventPlace begin = new EventPlace(key, from);
    List<Subscription> reading =
        subscriptions.get().stream().filter(one -> one.stream().equals(key.stream())).toList();
    List<String> names = reading.stream().map(Subscription::name).toList();
    var given = EvidenceTables.lastGiven(pool, schema, key);
    var publications = EvidenceTables.publications(pool, schema, begin, sequences);
    var receipts = EvidenceTables.receipts(pool, schema, begin, sequences, MOST_RECEIPTS + 1);
    var parked = EvidenceTables.parked(pool, schema, begin, sequences);
    var decisions = DecisionTables.of(pool, schema, names, begin, sequences);
    List<Future<KeyLife.Standing>> standings =
        names.stream().map(name -> standing(schema, name, key, waitedFor)).toList();
    return Future.all(given, publications, receipts, parked, decisions, Future.all(standings))
        .map(
            all ->
                new KeyLife(
                    key,
                    given.result(),
                    publications.result(),
                    standings.stream().map(Future::result).toList(),
                    receipts.result().stream().limit(MOST_RECEIPTS).toList(),
                    parked.result(),
                    decisions.result(),
                    receipts.result().size() <= MOST_RECEIPTS));
  }

  private Future<KeyLife.Standing> standing(
      String schema, String subscription, StreamKey key, List<Awaited> waitedFor) {
    return EvidenceTables.standing(pool, schema, subscription, key)
        .map(
            known ->
                new KeyLife.Standing(
                    subscription,
                    known.applied(),
                    known.parked(),
                    known.openGaps(),
                    Awaited.ofKey(waitedFor, subscription, key)));
  }

  @Override
  public Future<Map<String, SubscriptionBacklog>> backlogs(TenantId tenant) {
    return BacklogTables.read(
            pool, module.of(tenant), subscriptions.get().stream().map(Subscription::name).toList())
        .otherwise(Map.of());
  }

  @Override
  public Future<Optional<OperationGroup>> group(TenantId tenant, UUID operation) {
    String schema = module.of(tenant);
    return published.isEmpty()
        ? Future.succeededFuture(Optional.empty())
        : EvidenceTables.tenant(pool, schema)
            .compose(
                standing ->
                    standing.equals(TenantStanding.NEVER)
                        ? Future.succeededFuture(Optional.empty())
                        : OperationMembers.read(pool, schema, operation));
  }
}

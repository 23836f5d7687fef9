/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.outbox;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.folio.eventbus.InvalidEventException;
import org.folio.eventbus.PublicationCollisionException;
import org.folio.eventbus.PublicationWatch;
import org.folio.eventbus.PublishedEvent;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.base.value.Violation;
import org.jspecify.annotations.Nullable;

/** One call of the publisher: numbers events and stores them in the outbox. */
final class Publication {

  private final SqlConnection tx;
  private final String schema;
  private final List<NewEvent> events;
  private final @Nullable PublicationWatch watch;

  Publication(
      SqlConnection tx, String schema, List<NewEvent> events, @Nullable PublicationWatch watch) {
    this.tx = tx;
    this.schema = schema;
    this.events = events;
    this.watch = watch;
  }

  Future<List<PublishedEvent>> store() {
    if (events.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    List<UUID> repeatable =
        events.stream().filter(NewEvent::repeatable).map(NewEvent::id).distinct().toList();
    if (repeatable.isEmpty() && watch == null) {
      return insert(events).map(numbers -> results(numbers, Map.of(), Map.of()));
    }
    // An earlier publication of the same id may be committing right now. Only a statement after the
    // release of its lock sees its row. PostgreSQL starts that statement then, although it is sent
    // at once.
    Future<?> locked = SequenceTable.advance(tx, schema, advances(events, 0));
    Future<Map<UUID, StoredEvent>> found =
        repeatable.isEmpty()
            ? Future.succeededFuture(Map.of())
            : OutboxTable.find(tx, schema, repeatable);
    return locked.compose(done -> found).compose(this::storeUnless);
  }

  private Future<List<PublishedEvent>> storeUnless(Map<UUID, StoredEvent> found) {
    List<Violation> conflicts = new ArrayList<>();
    Map<UUID, NewEvent> fresh = new LinkedHashMap<>();
    for (int i = 0; i < events.size(); i++) {
      NewEvent event = events.get(i);
      StoredEvent stored = found.get(event.id());
      NewEvent earlier = stored == null ? fresh.putIfAbsent(event.id(), event) : null;
      boolean conflict =
          stored != null
              ? !stored.sameContentAs(event)
              : earlier != null && !asStored(earlier).sameContentAs(event);
      if (conflict) {
        conflicts.add(
            new Violation(
                "[" + i + "].id",
                event.id().toString(),
                "was already published with other content; use a new id for a new event",
                "-1"));
      }
    }
    if (!conflicts.isEmpty()) {
      return Future.failedFuture(new InvalidEventException(conflicts));
    }
    return watched(fresh.values())
        .compose(
            told -> {
              fresh.keySet().removeAll(told.keySet());
              return insert(fresh.values()).map(numbers -> results(numbers, found, told));
            });
  }

  private Future<Map<UUID, PublishedEvent>> watched(Collection<NewEvent> fresh) {
    return watch == null || fresh.isEmpty()
        ? Future.succeededFuture(Map.of())
        : watch.publishing(tx, schema, fresh.stream().map(NewEvent::draft).toList());
  }

  // Another transaction may have published the id for another key after the lookup, and the relay
  // may have moved it before the outbox's unique index could reject the second one.
  private Future<Void> refuseCollision(Collection<NewEvent> fresh) {
    List<UUID> ids =
        fresh.stream().filter(NewEvent::repeatable).map(NewEvent::id).distinct().toList();
    if (ids.isEmpty()) {
      return Future.succeededFuture();
    }
    return OutboxTable.inJournal(tx, schema, ids)
        .compose(
            found ->
                found
                    ? Future.failedFuture(new PublicationCollisionException())
                    : Future.succeededFuture());
  }

  private static StoredEvent asStored(NewEvent event) {
    return new StoredEvent(event.id(), event.type(), event.streamKey(), 0, event.payload());
  }

  private Future<Map<UUID, Long>> insert(Collection<NewEvent> fresh) {
    if (fresh.isEmpty()) {
      return Future.succeededFuture(Map.of());
    }
    List<NewEvent> ordered = List.copyOf(fresh);
    SortedMap<StreamKey, Long> advances = advances(ordered, 1);
    return SequenceTable.advance(tx, schema, advances)
        .compose(
            last -> {
              Map<StreamKey, Long> next = new HashMap<>();
              advances.forEach(
                  (key, count) -> next.put(key, Objects.requireNonNull(last.get(key)) - count));
              Map<UUID, Long> numbers = new LinkedHashMap<>();
              for (NewEvent event : ordered) {
                numbers.put(event.id(), next.merge(event.streamKey(), 1L, Long::sum));
              }
              Future<Void> stored =
                  OutboxTable.insert(tx, schema, ordered, List.copyOf(numbers.values()));
              // Sent at once, and executed after it.
              Future<Void> unique = refuseCollision(ordered);
              return stored.compose(done -> unique).map(numbers);
            });
  }

  private List<PublishedEvent> results(
      Map<UUID, Long> numbers, Map<UUID, StoredEvent> found, Map<UUID, PublishedEvent> told) {
    List<PublishedEvent> results = new ArrayList<>(events.size());
    Map<UUID, Long> unreported = new HashMap<>(numbers);
    for (NewEvent event : events) {
      PublishedEvent teller = told.get(event.id());
      if (teller != null) {
        results.add(teller.asRepeated());
        continue;
      }
      boolean repeated = unreported.remove(event.id()) == null;
      StoredEvent stored = found.get(event.id());
      long sequence =
          stored == null ? Objects.requireNonNull(numbers.get(event.id())) : stored.sequence();
      results.add(
          new PublishedEvent(
              event.id(), event.type(), event.stream(), event.key(), sequence, repeated));
    }
    return results;
  }

  private static SortedMap<StreamKey, Long> advances(List<NewEvent> events, long each) {
    SortedMap<StreamKey, Long> advances = new TreeMap<>();
    events.forEach(event -> advances.merge(event.streamKey(), each, Long::sum));
    return advances;
  }
}

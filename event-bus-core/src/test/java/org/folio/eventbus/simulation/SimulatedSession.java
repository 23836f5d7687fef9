/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.simulation;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.UUID;
import org.folio.eventbus.Event;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.FailureClassifier;
import org.folio.eventbus.FailureKind;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.admin.action.Justification;
import org.folio.eventbus.admin.key.Outcome;
import org.folio.eventbus.admin.key.ParkedState;
import org.folio.eventbus.admin.key.SequenceRange;
import org.folio.eventbus.decide.Cursor;
import org.folio.eventbus.decide.Receipt;
import org.folio.eventbus.delivery.SequenceKey;
import org.folio.eventbus.gap.Unavailable;
import org.folio.eventbus.handler.HandlerFailedException;
import org.folio.eventbus.park.ParkedRecord;
import org.folio.eventbus.park.ParkedRow;
import org.folio.eventbus.store.StoreTransaction;

/** One transaction on the simulated store. */
final class SimulatedSession implements StoreTransaction {

  // Outcomes of events that had not reached the subscription before, as in ReceiptTable.
  private static final Set<Outcome> ARRIVED =
      EnumSet.of(Outcome.APPLIED, Outcome.SKIPPED, Outcome.PARKED, Outcome.BEHIND);

  private final SimulatedStore store;
  private final SimulatedProcess process;
  private final List<StreamKey> held = new ArrayList<>();
  private final List<Runnable> writes = new ArrayList<>();
  private final List<Event> effects = new ArrayList<>();
  private final Set<SequenceKey> parking = new HashSet<>();
  private boolean ended;

  SimulatedSession(SimulatedStore store, SimulatedProcess process) {
    this.store = store;
    this.process = process;
  }

  boolean ended() {
    return ended;
  }

  void holds(StreamKey key) {
    held.add(key);
  }

  void commit() {
    if (ended) {
      throw new IllegalStateException("the session has ended");
    }
    writes.forEach(Runnable::run);
    effects.forEach(event -> store.effect(event));
    end();
  }

  void abort() {
    if (!ended) {
      end();
    }
  }

  private void end() {
    ended = true;
    List<StreamKey> released = List.copyOf(held);
    held.clear();
    store.unlock(released);
  }

  private void write(Runnable change) {
    if (!ended) {
      writes.add(change);
    }
  }

  Future<Map<StreamKey, Cursor>> lockCursors(SortedSet<StreamKey> keys) {
    return process.ask(
        answer ->
            store.lock(
                List.copyOf(keys),
                0,
                this,
                () -> {
                  Map<StreamKey, Cursor> found = new HashMap<>();
                  keys.forEach(key -> found.put(key, cursor(key)));
                  answer.complete(found);
                }));
  }

  private Cursor cursor(StreamKey key) {
    Cursor cursor = store.cursors.getOrDefault(key, Cursor.START);
    boolean strikes = process.time().happens(0.3);
    if (store.mutation == Mutation.SKIP_SEQUENCE && strikes) {
      return new Cursor(cursor.last() + 1, cursor.parked(), cursor.openGaps());
    }
    if (store.mutation == Mutation.DEDUPLICATE_NOT && cursor.last() > 0) {
      return new Cursor(cursor.last() - 1, cursor.parked(), cursor.openGaps());
    }
    return cursor;
  }

  @Override
  public Future<Map<StreamKey, List<SequenceRange>>> gaps(Collection<StreamKey> keys) {
    return process.call(
        () -> {
          Map<StreamKey, List<SequenceRange>> found = new HashMap<>();
          keys.forEach(key -> found.put(key, List.copyOf(store.gaps.getOrDefault(key, List.of()))));
          return found;
        });
  }

  @Override
  public Future<Map<SequenceKey, UUID>> applied(List<SequenceKey> sequences) {
    return process.call(
        () -> {
          Map<SequenceKey, UUID> found = new HashMap<>();
          for (SequenceKey sequence : sequences) {
            UUID id = store.applied.get(sequence);
            if (id != null) {
              found.put(sequence, id);
            }
          }
          return found;
        });
  }

  @Override
  public Future<Void> handle(List<Event> events) {
    return process
        .<Void>call(
            () -> {
              store.tryToApply(events);
              return null;
            })
        .onSuccess(done -> effects.addAll(events))
        .recover(cause -> Future.failedFuture(understood(cause)));
  }

  private static Throwable understood(Throwable cause) {
    FailureKind kind = FailureClassifier.STANDARD.classify(cause);
    return cause instanceof OutageException ? cause : new HandlerFailedException(kind, cause);
  }

  @Override
  public Future<List<Boolean>> park(List<ParkedRecord> records) {
    return process.call(
        () -> {
          List<Boolean> inserted = new ArrayList<>();
          for (ParkedRecord parked : records) {
            Event event = parked.event();
            if (event == null) {
              inserted.add(true);
              write(() -> store.laws.parked(parked.source().partition(), parked.source().offset()));
              continue;
            }
            TreeMap<Long, ParkedRow> ofKey =
                store.parked.computeIfAbsent(StreamKey.of(event), none -> new TreeMap<>());
            // Kafka may contain a record twice, and so may one batch.
            inserted.add(
                !ofKey.containsKey(event.sequence()) && parking.add(SequenceKey.of(event)));
            if (store.mutation != Mutation.PARK_NOT) {
              write(() -> insert(ofKey, parked, event));
            }
          }
          return inserted;
        });
  }

  private void insert(TreeMap<Long, ParkedRow> ofKey, ParkedRecord parked, Event event) {
    ofKey.putIfAbsent(
        event.sequence(),
        new ParkedRow(
            process.time().now(),
            event.sequence(),
            parked.state(),
            Duration.ZERO,
            parked.source()));
    store.laws.parked(event);
  }

  @Override
  public Future<Void> record(List<Receipt> receipts, Map<StreamKey, Cursor> cursors) {
    return process.call(
        () -> {
          write(
              () -> {
                receipts.forEach(this::note);
                cursors.forEach(this::move);
              });
          return null;
        });
  }

  private void move(StreamKey key, Cursor cursor) {
    boolean goesOn = store.mutation == Mutation.PARK_WITHOUT_STOPPING && cursor.parked();
    store.cursors.put(
        key, goesOn ? new Cursor(cursor.last() + 1, false, cursor.openGaps()) : cursor);
  }

  private void note(Receipt receipt) {
    Outcome outcome = receipt.outcome();
    if (ARRIVED.contains(outcome)
        || store.mutation == Mutation.COUNT_DUPLICATES && outcome == Outcome.DUPLICATE) {
      store.arrived.merge(receipt.partition(), 1L, Long::sum);
    }
    if (outcome == Outcome.APPLIED || outcome == Outcome.SKIPPED || outcome == Outcome.RELEASED) {
      store.applied.put(SequenceKey.of(receipt.event()), receipt.event().id());
      store.laws.finished(receipt.event());
    }
  }

  @Override
  public Future<Void> changeGaps(
      int partition,
      Map<StreamKey, List<SequenceRange>> opened,
      Map<StreamKey, List<Long>> healed) {
    return process.call(
        () -> {
          write(() -> change(opened, healed));
          return null;
        });
  }

  private void change(
      Map<StreamKey, List<SequenceRange>> opened, Map<StreamKey, List<Long>> healed) {
    opened.forEach(
        (key, ranges) -> {
          List<SequenceRange> known = store.gaps.computeIfAbsent(key, none -> new ArrayList<>());
          for (SequenceRange range : ranges) {
            // The same key as the primary key of event_gap.
            if (known.stream().noneMatch(one -> one.first() == range.first())) {
              known.add(range);
            }
            store.laws.gap(key.key(), range.first(), range.last());
          }
        });
    healed.forEach((key, sequences) -> sequences.forEach(sequence -> heal(key, sequence)));
  }

  private void heal(StreamKey key, long sequence) {
    List<SequenceRange> rest = new ArrayList<>();
    for (SequenceRange range : store.gaps.getOrDefault(key, List.of())) {
      if (!range.contains(sequence)) {
        rest.add(range);
        continue;
      }
      if (range.first() < sequence) {
        rest.add(new SequenceRange(range.first(), sequence - 1));
      }
      if (sequence < range.last()) {
        rest.add(new SequenceRange(sequence + 1, range.last()));
      }
    }
    store.gaps.put(key, rest);
    Cursor cursor = store.cursors.get(key);
    store.cursors.put(key, new Cursor(cursor.last(), cursor.parked(), rest.size()));
  }

  @Override
  public Future<List<ParkedRow>> parked(StreamKey key, int most) {
    return process.call(
        () -> {
          TreeMap<Long, ParkedRow> ofKey = store.parked.getOrDefault(key, new TreeMap<>());
          boolean lastFirst = store.mutation == Mutation.RELEASE_OUT_OF_ORDER;
          return (lastFirst ? ofKey.descendingMap() : ofKey)
              .values().stream()
                  .limit(lastFirst ? 1 : most)
                  .map(row -> aged(row, lastFirst))
                  .toList();
        });
  }

  @Override
  public Future<Void> released(StreamKey key, List<ParkedRow> rows, Justification why) {
    return process.call(
        () -> {
          write(
              () ->
                  rows.forEach(
                      row -> {
                        store.parked.get(key).remove(row.sequence());
                        store.laws.released(key.key(), row.sequence());
                      }));
          return null;
        });
  }

  @Override
  public Future<Void> giveUp(Unavailable answer) {
    // The simulation has no receiver, so the record is one that should have been parked.
    String state = store.mutation == Mutation.UNSTORABLE_REPEATED ? "XX000" : "22021";
    return process.call(
        () -> {
          throw new PgException("invalid byte sequence", "ERROR", state, null);
        });
  }

  @Override
  public Future<Void> stopped(
      StreamKey key, ParkedRow first, int released, String cause, Justification why) {
    return Future.succeededFuture();
  }

  // The position of a simulated row is the time of its parking.
  private ParkedRow aged(ParkedRow row, boolean old) {
    return new ParkedRow(
        row.position(),
        row.sequence(),
        row.state(),
        old ? Duration.ofDays(1) : Duration.ofNanos(process.time().now() - row.position()),
        row.source());
  }

  @Override
  public Future<Void> mark(ParkedRow row, ParkedState state, String cause) {
    return process.call(
        () -> {
          write(
              () ->
                  store
                      .parked
                      .get(key(row))
                      .computeIfPresent(
                          row.sequence(),
                          (sequence, old) ->
                              new ParkedRow(
                                  old.position(), sequence, state, old.age(), old.source())));
          return null;
        });
  }

  private static StreamKey key(ParkedRow row) {
    return new StreamKey(
        EventCatalog.LOAN_EVENTS, new String(row.source().key(), StandardCharsets.UTF_8));
  }
}

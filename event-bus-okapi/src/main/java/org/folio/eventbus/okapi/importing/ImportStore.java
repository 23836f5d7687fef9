/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.importing;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.EventDraft;
import org.folio.eventbus.InvalidEventException;
import org.folio.eventbus.PublishedEvent;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.value.Violation;
import org.folio.eventbus.okapi.TenantDatabase;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.folio.eventbus.okapi.publish.PublishFailure;

/** Imports in the database: events and progress change in one transaction. */
final class ImportStore {

  // A deadlock of two batches is over within milliseconds.
  private static final int MOST_ATTEMPTS = 10;

  private final EventBus bus;
  private final TenantDatabase database;

  ImportStore(EventBus bus) {
    this.bus = bus;
    this.database = new TenantDatabase(bus.pool(), bus.schema());
  }

  Future<ImportProgress> begin(TenantId tenant, String id) {
    return database.withConnection(
        tenant, (connection, schema) -> new ImportTable(schema).begin(connection, id));
  }

  Future<ImportProgress> finish(TenantId tenant, String id) {
    return database.withConnection(
        tenant,
        (connection, schema) -> {
          ImportTable table = new ImportTable(schema);
          return table
              .finish(connection, id)
              .compose(done -> table.find(connection, id))
              .map(found -> found.orElseThrow(() -> removed(id)));
        });
  }

  Future<Optional<JsonObject>> describe(TenantId tenant, String id) {
    return database.withConnection(
        tenant,
        (connection, schema) -> {
          ImportTable table = new ImportTable(schema);
          return table
              .find(connection, id)
              .compose(
                  found ->
                      table
                          .rejections(connection, id)
                          .map(
                              rejections ->
                                  found.map(
                                      progress -> progress.json().put("rejections", rejections))));
        });
  }

  Future<Boolean> remove(TenantId tenant, String id) {
    return database.withConnection(
        tenant, (connection, schema) -> new ImportTable(schema).remove(connection, id));
  }

  /**
   * Publishes lines and marks them as processed, in one transaction.
   *
   * @param lines consecutive lines; those that another request has committed are skipped
   * @return the progress of the import, and the line at which it stopped
   */
  Future<Committed> commit(
      TenantId tenant, String id, List<EventLine> lines, InvalidLines invalid) {
    return attempt(tenant, id, lines, invalid, 1);
  }

  /** The outcome of a transaction. */
  record Committed(ImportProgress progress, Optional<EventLine> stopped) {}

  private Future<Committed> attempt(
      TenantId tenant, String id, List<EventLine> lines, InvalidLines invalid, int number) {
    return database
        .withTransaction(
            tenant, (tx, schema) -> commit(tx, new ImportTable(schema), tenant, id, lines, invalid))
        .recover(
            cause ->
                isCollision(cause) && number < MOST_ATTEMPTS
                    ? attempt(tenant, id, lines, invalid, number + 1)
                    : Future.failedFuture(cause));
  }

  // The database's own failures are the cause of a response.
  private static boolean isCollision(Throwable failure) {
    return PublishFailure.isCollision(failure)
        || failure.getCause() != null && PublishFailure.isCollision(failure.getCause());
  }

  private Future<Committed> commit(
      SqlConnection tx,
      ImportTable table,
      TenantId tenant,
      String id,
      List<EventLine> lines,
      InvalidLines invalid) {
    return table
        .lock(tx, id)
        .compose(
            found -> {
              ImportProgress before = found.orElseThrow(() -> removed(id));
              List<EventLine> rest = after(before, lines);
              if (rest.isEmpty()) {
                return Future.succeededFuture(new Committed(before, Optional.empty()));
              }
              return publish(tx, tenant, before, rest, invalid)
                  .compose(
                      step ->
                          table
                              .advance(tx, before, step)
                              .map(progress -> new Committed(progress, step.stopped())));
            });
  }

  // Another request of the same import may have been faster.
  private static List<EventLine> after(ImportProgress before, List<EventLine> lines) {
    long first = lines.get(0).number();
    long last = lines.get(lines.size() - 1).number();
    if (first > before.lines() + 1) {
      throw HttpFailure.text(
          409,
          "Import %s is at line %s, but line %s arrived, because the import was removed meanwhile. Start again"
              .formatted(before.id(), before.lines(), first));
    }
    if (before.lines() >= first && before.lines() <= last) {
      EventLine common = lines.get(Math.toIntExact(before.lines() - first));
      if (!common.digest().equals(before.digest())) {
        throw other(before);
      }
    }
    List<EventLine> rest = lines.stream().filter(line -> line.number() > before.lines()).toList();
    if (!rest.isEmpty() && before.state() == ImportState.FINISHED) {
      throw HttpFailure.text(
          409,
          "Import %s is finished with %s lines and takes no more; choose a new id"
              .formatted(before.id(), before.lines()));
    }
    return rest;
  }

  /** Another stream was sent with the id of an earlier one. */
  static HttpFailure other(ImportProgress before) {
    return HttpFailure.text(
        409,
        "The first %s lines are not those that were committed as %s; choose a new id for another stream"
            .formatted(before.lines(), before.id()));
  }

  private static HttpFailure removed(String id) {
    return HttpFailure.text(409, "Import " + id + " was removed meanwhile; begin anew");
  }

  private Future<ImportStep> publish(
      SqlConnection tx,
      TenantId tenant,
      ImportProgress before,
      List<EventLine> lines,
      InvalidLines invalid) {
    List<EventLine> taken = lines;
    Optional<EventLine> stopped = Optional.empty();
    if (invalid == InvalidLines.STOP) {
      stopped = lines.stream().filter(line -> !line.violations().isEmpty()).findFirst();
      taken = stopped.map(line -> before(lines, line)).orElse(lines);
    }
    ImportStep step = step(before, taken, stopped);
    List<EventLine> events = taken.stream().filter(line -> line.draft() != null).toList();
    List<EventDraft> drafts =
        events.stream().map(line -> Objects.requireNonNull(line.draft())).toList();
    return bus.publisher()
        .publish(tx, tenant, drafts)
        .map(published -> counted(step, published))
        .recover(
            cause ->
                cause instanceof InvalidEventException refused
                    ? publish(tx, tenant, before, marked(lines, events, refused), invalid)
                    : Future.failedFuture(cause));
  }

  private static List<EventLine> before(List<EventLine> lines, EventLine end) {
    return lines.stream().filter(line -> line.number() < end.number()).toList();
  }

  private static ImportStep step(
      ImportProgress before, List<EventLine> taken, Optional<EventLine> stopped) {
    EventLine last = taken.isEmpty() ? null : taken.get(taken.size() - 1);
    return new ImportStep(
        last == null ? before.lines() : last.number(),
        last == null ? before.digest() : last.digest(),
        0,
        0,
        taken.stream().filter(line -> !line.violations().isEmpty()).toList(),
        stopped);
  }

  private static ImportStep counted(ImportStep step, List<PublishedEvent> published) {
    long repeated = published.stream().filter(PublishedEvent::repeated).count();
    return new ImportStep(
        step.lines(),
        step.digest(),
        published.size() - repeated,
        repeated,
        step.rejected(),
        step.stopped());
  }

  // Paths begin with the index of the draft: "[3].payload.userId".
  private static List<EventLine> marked(
      List<EventLine> lines, List<EventLine> events, InvalidEventException refused) {
    Map<Long, List<Violation>> byLine = new HashMap<>();
    for (Violation violation : refused.violations()) {
      String path = violation.path();
      int end = path.indexOf(']');
      EventLine line = events.get(Integer.parseInt(path.substring(1, end)));
      byLine
          .computeIfAbsent(line.number(), none -> new ArrayList<>())
          .add(
              new Violation(
                  path.substring(Math.min(path.length(), end + 2)),
                  violation.value(),
                  violation.message(),
                  violation.code()));
    }
    return lines.stream()
        .map(
            line ->
                byLine.containsKey(line.number()) ? line.refused(byLine.get(line.number())) : line)
        .toList();
  }
}

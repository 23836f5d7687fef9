/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.contender;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.folio.eventbus.EventBatch;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.TransactionalHandler;

/** The library with its default policy and a handler of whole batches. */
final class LibraryContender implements Contender {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Assignment assignment;
  private final Vertx vertx = Vertx.vertx();
  private final AtomicLong handled = new AtomicLong();
  private final EventBus bus;

  LibraryContender(Assignment assignment) {
    this(assignment, Set.of());
  }

  /** Also relays what the module publishes on some streams. */
  LibraryContender(Assignment assignment, Set<String> published) {
    this.assignment = assignment;
    bus =
        EventBus.builder(vertx, assignment.settings(), Assignment.MODULE)
            .changelog(Tables.CHANGELOG)
            .publish(published)
            .subscribe(
                new Subscription(
                    assignment.group(),
                    EventCatalog.LOAN_EVENTS,
                    EventCatalog.circulation().typeNames(),
                    handler(vertx, assignment)))
            .build();
  }

  private TransactionalHandler handler(Vertx timers, Assignment work) {
    BatchProjection projection = new BatchProjection(work.special().marked());
    if (work.special().externalMillis() == 0) {
      return (batch, tx) -> counted(projection, batch, tx);
    }
    ExternalWork external = new ExternalWork(timers, work.special().externalMillis());
    return (batch, tx) -> external.of(batch).compose(done -> counted(projection, batch, tx));
  }

  // Counts before the commit; the tables decide at the end.
  private Future<Void> counted(TransactionalHandler handler, EventBatch batch, SqlConnection tx) {
    return handler.handle(batch, tx).onSuccess(applied -> handled.addAndGet(batch.events().size()));
  }

  @Override
  public void prepare() throws Exception {
    if (assignment.tenants().size() == 1) {
      get(bus.tenants().enable(assignment.tenant()));
    }
  }

  @Override
  public void start() throws Exception {
    get(bus.start());
  }

  @Override
  public long done() {
    return handled.get();
  }

  @Override
  public long committed() throws Exception {
    return assignment.tenants().size() == 1
        ? get(
            bus.pool()
                .query(Tables.EFFECTS.formatted(assignment.schema()))
                .execute()
                .map(rows -> rows.iterator().next().getLong(0)))
        : handled.get();
  }

  @Override
  public void close() throws Exception {
    get(bus.close());
    get(vertx.close());
  }

  private static <T> T get(Future<T> future) throws TimeoutException {
    return future.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }
}

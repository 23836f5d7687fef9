/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.simulation;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.pgclient.PgException;
import java.util.ArrayDeque;
import java.util.function.Supplier;
import org.folio.eventbus.base.sql.DatabaseOutage;

/**
 * A process's pool of sessions with the database. A server that fails over ends its sessions. For a
 * while it opens only sessions that never accept writes.
 */
public final class SimulatedPool {

  private static final String READ_ONLY = "25006";

  // As many as a member has concurrent batches, so that a pool can be full of unusable sessions.
  private static final int SESSIONS = 2;

  private final SimulatedProcess process;
  private final Server server;
  private final Mutation mutation;
  private final ArrayDeque<Session> idle = new ArrayDeque<>();
  private final ArrayDeque<Promise<Session>> waiting = new ArrayDeque<>();
  private int sessions;

  /** The server that opens sessions. */
  public static final class Server {
    private boolean readOnly;
    private int failovers;

    void failOver() {
      readOnly = true;
      failovers++;
    }

    void takeWrites() {
      readOnly = false;
    }
  }

  private record Session(boolean readOnly, int failovers) {}

  /** Creates a pool without sessions. */
  public SimulatedPool(SimulatedProcess process, Server server, Mutation mutation) {
    this.process = process;
    this.server = server;
    this.mutation = mutation;
  }

  /** Writes in a session as soon as one is free. */
  public <T> Future<T> write(Supplier<Future<T>> work) {
    return lend()
        .compose(
            session ->
                (session.readOnly() ? process.<T>call(SimulatedPool::refuse) : work.get())
                    .onComplete(done -> giveBack(session, done.cause())));
  }

  private static <T> T refuse() {
    throw new PgException("it is a read-only transaction", "ERROR", READ_ONLY, null);
  }

  private Future<Session> lend() {
    Session free = idle.poll();
    if (free != null && free.failovers() == server.failovers) {
      return Future.succeededFuture(free);
    }
    sessions -= free == null ? 0 : 1;
    if (free == null && sessions == SESSIONS) {
      Promise<Session> turn = Promise.promise();
      waiting.add(turn);
      return turn.future();
    }
    sessions++;
    return Future.succeededFuture(new Session(server.readOnly, server.failovers));
  }

  private void giveBack(Session session, Throwable failure) {
    boolean useless =
        failure != null
            && DatabaseOutage.endsSession(failure)
            && mutation != Mutation.READ_ONLY_SESSION_KEPT;
    if (useless) {
      sessions--;
    } else {
      idle.add(session);
    }
    Promise<Session> next = waiting.poll();
    if (next != null) {
      lend().onComplete(next);
    }
  }
}

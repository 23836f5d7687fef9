/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.web;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.folio.eventbus.console.Surroundings;
import org.folio.eventbus.console.trace.Follower;
import org.folio.eventbus.console.trace.Moment;
import org.jspecify.annotations.Nullable;

/** New events and receipts for one page that is open. Looks once at a time. */
final class Tail {

  // What a screen holds, and some more to scroll.
  private static final int SHOWN = 100;
  private static final List<String> FIELDS = List.of("user", "loan", "key", "stream", "type");

  private final WorkerExecutor workers;
  private final Surroundings surroundings;
  private final Rendering rendering;
  private final Visitor visitor;
  private final Query query;
  private final Deque<Moment> newest = new ArrayDeque<>();
  private final Document notes;
  private List<Block> told = List.of();
  private @Nullable Follower follower;

  Tail(
      WorkerExecutor workers,
      Surroundings surroundings,
      Rendering rendering,
      Visitor visitor,
      Query query) {
    this.workers = workers;
    this.surroundings = surroundings;
    this.rendering = rendering;
    this.visitor = visitor;
    this.query = query;
    this.notes = new Document("/tail", query);
  }

  /** The moments until now, the newest first. */
  Future<String> content() {
    return workers.executeBlocking(
        () -> {
          look();
          return rendering.draw("moments", Map.of("moments", List.copyOf(newest), "told", told));
        },
        false);
  }

  private synchronized void look() {
    Follower following = follower;
    if (following == null) {
      Map<String, String> question = new HashMap<>(query.parameters());
      question.keySet().retainAll(FIELDS);
      following =
          new Follower(
              () -> visitor.modules(surroundings.clock().instant()),
              question,
              surroundings.clock(),
              notes);
      follower = following;
    }
    following.look(newest::addFirst);
    List<Block> more = notes.taken();
    told = more.isEmpty() ? told : more;
    while (newest.size() > SHOWN) {
      newest.removeLast();
    }
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.web;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.folio.eventbus.console.ConsoleException;
import org.folio.eventbus.console.output.Report;
import org.folio.eventbus.console.output.Text;

/**
 * The pages of actions: fields, a preview of what would be done, the reason, and the action on its
 * way.
 */
final class ActionPages {

  // More than a team starts in a day; the oldest that have ended make room.
  private static final int TASKS_KEPT = 200;

  private static final System.Logger LOG = System.getLogger(ActionPages.class.getName());

  // Tables of an action are neither sorted nor saved.
  private static final String NOWHERE = "";

  private final WebConsole console;
  private final Inquiry inquiry;
  private final Rendering rendering;
  private final Access access;
  private final WorkerExecutor workers;
  private final LiveContent live;
  private final Map<String, Task> tasks = new LinkedHashMap<>();

  ActionPages(
      WebConsole console,
      Inquiry inquiry,
      Rendering rendering,
      Access access,
      WorkerExecutor workers,
      LiveContent live) {
    this.console = console;
    this.inquiry = inquiry;
    this.rendering = rendering;
    this.access = access;
    this.workers = workers;
    this.live = live;
  }

  void mount(Router router) {
    router.get("/act/:action").handler(console.visited(this::preview));
    router.post("/act/:action").handler(console.visited(this::execute));
    router.get("/task/:task").handler(console.visited(this::show));
    router.get("/task/:task/live").handler(console.visited(this::follow));
    router.post("/task/:task/cancel").handler(console.visited(this::cancel));
  }

  private void preview(RoutingContext ctx, Visitor visitor) {
    action(ctx)
        .ifPresentOrElse(
            action -> preview(ctx, visitor, action, Query.of(ctx.queryParams()), ""),
            () -> console.failed(ctx, 404, "There is no such action."));
  }

  private static Optional<Action> action(RoutingContext ctx) {
    return Action.named(ctx.pathParam("action"));
  }

  /**
   * What an action would do.
   *
   * @param last the last key that a release would take; empty for anything else
   */
  private record Preview(List<Block> blocks, String last) {

    private static final Preview NONE = new Preview(List.of(), "");

    private static Preview of(Report report, Query query) {
      return new Preview(
          Document.of(report, NOWHERE, query), Text.of(report.json().path("result"), "last"));
    }
  }

  // With fields missing the command says which.
  private void preview(
      RoutingContext ctx, Visitor visitor, Action action, Query query, String refusal) {
    boolean asked = action.fields().stream().anyMatch(query.parameters()::containsKey);
    Future<Preview> preview =
        action.previewed() && (asked || action.fields().isEmpty())
            ? inquiry.answer(
                visitor, action.command(query, false), report -> Preview.of(report, query))
            : Future.succeededFuture(Preview.NONE);
    preview
        .map(seen -> model(ctx, action, query, refusal, seen, ""))
        .recover(
            failure ->
                failure instanceof ConsoleException told
                    ? Future.succeededFuture(
                        model(
                            ctx,
                            action,
                            query,
                            refusal,
                            Preview.NONE,
                            String.valueOf(told.getMessage())))
                    : Future.failedFuture(failure))
        .map(
            model ->
                rendering.page(
                    console.frame(ctx, action.heading(), "/act/" + action.name(), visitor, ""),
                    rendering.draw("action", model)))
        .onFailure(ctx::fail)
        .onSuccess(page -> WebConsole.html(ctx, refusal.isEmpty() ? 200 : 400, page));
  }

  private Map<String, Object> model(
      RoutingContext ctx,
      Action action,
      Query query,
      String refusal,
      Preview preview,
      String problem) {
    return Map.of(
        "action", action,
        "query", query,
        "form", access.formToken(ctx),
        "refusal", refusal,
        "problem", problem,
        "blocks", preview.blocks(),
        "last", preview.last());
  }

  private void execute(RoutingContext ctx, Visitor visitor) {
    Optional<Action> named = action(ctx);
    if (named.isEmpty()) {
      console.failed(ctx, 404, "There is no such action.");
      return;
    }
    Action action = named.get();
    Query query = Query.of(ctx.request().formAttributes());
    String refusal = refusal(action, query);
    if (!refusal.isEmpty()) {
      preview(ctx, visitor, action, query, refusal);
      return;
    }
    Task task = new Task(UUID.randomUUID().toString(), visitor.name(), action, query);
    keep(task);
    workers
        .executeBlocking(
            () -> {
              task.run(inquiry, visitor);
              return task;
            },
            false)
        .onFailure(failure -> LOG.log(System.Logger.Level.ERROR, "An action failed", failure));
    WebConsole.redirect(ctx, "/task/" + task.id());
  }

  // Empty if it may be done.
  private static String refusal(Action action, Query query) {
    if (action.reasoned() && query.text("reason").isEmpty()) {
      return "Give a reason; modules note it in their operation log.";
    }
    if (action.isUnlimited(query)) {
      return "A release by cause takes what its preview has counted: look at the preview first.";
    }
    return action.confirmed().isEmpty()
            || query.text("confirmed").equals(query.text(action.confirmed()))
        ? ""
        : "Nothing takes this back. To confirm, type the %s.".formatted(action.confirmed());
  }

  private void keep(Task task) {
    synchronized (tasks) {
      if (tasks.size() >= TASKS_KEPT) {
        tasks.values().stream()
            .filter(Task::ended)
            .findFirst()
            .ifPresent(oldest -> tasks.remove(oldest.id()));
      }
      tasks.put(task.id(), task);
    }
  }

  private Optional<Task> task(RoutingContext ctx, Visitor visitor) {
    synchronized (tasks) {
      return Optional.ofNullable(tasks.get(ctx.pathParam("task")))
          .filter(task -> task.isOf(visitor));
    }
  }

  private void show(RoutingContext ctx, Visitor visitor) {
    task(ctx, visitor)
        .ifPresentOrElse(
            task ->
                WebConsole.html(
                    ctx,
                    200,
                    rendering.page(
                        console.frame(
                            ctx,
                            task.action().heading(),
                            "/task",
                            visitor,
                            task.ended() ? "" : "/task/" + task.id() + "/live"),
                        content(task, access.formToken(ctx)))),
            () -> console.failed(ctx, 404, "This task is not known any more; see /operations."));
  }

  private String content(Task task, String form) {
    Report report = task.report();
    return rendering.draw(
        "task",
        Map.of(
            "task",
            task,
            "form",
            form,
            "blocks",
            report == null ? List.of() : Document.of(report, NOWHERE, task.query())));
  }

  private void follow(RoutingContext ctx, Visitor visitor) {
    String form = access.formToken(ctx);
    task(ctx, visitor)
        .ifPresentOrElse(
            task ->
                live.follow(ctx, () -> Future.succeededFuture(content(task, form)), task::ended),
            () -> console.failed(ctx, 404, "This task is not known any more."));
  }

  private void cancel(RoutingContext ctx, Visitor visitor) {
    task(ctx, visitor).ifPresent(Task::cancel);
    WebConsole.redirect(ctx, "/task/" + ctx.pathParam("task"));
  }
}

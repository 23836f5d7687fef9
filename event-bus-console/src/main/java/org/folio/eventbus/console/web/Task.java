/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.web;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.folio.eventbus.console.ConsoleException;
import org.folio.eventbus.console.output.Report;
import org.jspecify.annotations.Nullable;

/** An action on its way. Safe for use by several threads. */
public final class Task {

  private final String id;
  private final String visitor;
  private final Action action;
  private final Query query;
  private final List<String> lines = new ArrayList<>();
  private @Nullable Thread worker;
  private @Nullable Report report;
  private @Nullable String failure;
  private boolean cancelled;

  Task(String id, String visitor, Action action, Query query) {
    this.id = id;
    this.visitor = visitor;
    this.action = action;
    this.query = query;
  }

  /** Executes the action on the calling thread, unless it was cancelled before. */
  void run(Inquiry inquiry, Visitor asking) {
    synchronized (this) {
      if (cancelled) {
        failure = "It was cancelled before it began; nothing was done.";
        return;
      }
      worker = Thread.currentThread();
    }
    Report made = null;
    String refused = null;
    try {
      made = inquiry.now(asking, action.command(query, true), new PrintWriter(new Lines(), true));
    } catch (ConsoleException | LoginEndedException e) {
      refused = String.valueOf(e.getMessage());
    } finally {
      synchronized (this) {
        worker = null;
        // A cancellation that came too late must not reach the next task of this thread.
        boolean late = Thread.interrupted();
        report = made;
        failure =
            made != null
                ? null
                : refused != null
                    ? refused
                    : "It failed; see the log"
                        + (late ? " and the operation log of the module." : ".");
      }
    }
  }

  /** Ends it after the step that it takes now; what was done stays done. */
  synchronized void cancel() {
    cancelled = true;
    if (worker != null) {
      worker.interrupt();
    }
  }

  public String id() {
    return id;
  }

  boolean isOf(Visitor asking) {
    return asking.name().equals(visitor);
  }

  public Action action() {
    return action;
  }

  Query query() {
    return query;
  }

  /** What it has told so far. */
  public synchronized List<String> progress() {
    return List.copyOf(lines);
  }

  public synchronized boolean ended() {
    return report != null || failure != null;
  }

  public synchronized boolean cancelled() {
    return cancelled;
  }

  synchronized @Nullable Report report() {
    return report;
  }

  /** Why it was not done; null unless it failed. */
  public synchronized @Nullable String failure() {
    return failure;
  }

  /** Takes lines of progress. */
  private final class Lines extends Writer {

    private final StringBuilder begun = new StringBuilder();

    @Override
    public void write(char[] text, int offset, int length) {
      begun.append(text, offset, length);
      int end = begun.indexOf("\n");
      while (end >= 0) {
        synchronized (Task.this) {
          lines.add(begun.substring(0, end).strip());
        }
        begun.delete(0, end + 1);
        end = begun.indexOf("\n");
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.web;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import java.util.function.Function;
import org.folio.eventbus.console.Console;
import org.folio.eventbus.console.Surroundings;
import org.folio.eventbus.console.output.Report;

/** Asks modules for a visitor, as the command line does. */
final class Inquiry {

  private final WorkerExecutor workers;
  private final Surroundings surroundings;

  Inquiry(WorkerExecutor workers, Surroundings surroundings) {
    this.workers = workers;
    this.surroundings = surroundings;
  }

  /**
   * The answer to a command, drawn where it blocks nobody.
   *
   * @return fails with {@link org.folio.eventbus.console.ConsoleException} if the command is used
   *     wrongly, or no module can be asked
   */
  <T> Future<T> answer(Visitor visitor, List<String> command, Function<Report, T> drawn) {
    return workers.executeBlocking(
        () -> drawn.apply(now(visitor, command, new PrintWriter(Writer.nullWriter()))), false);
  }

  /** The same on the calling thread, which it blocks. */
  Report now(Visitor visitor, List<String> command, PrintWriter progress) {
    return Console.answer(
        surroundings, visitor.modules(surroundings.clock().instant()), command, progress);
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.folio.eventbus.console.Console;
import org.folio.eventbus.console.ConsoleException;
import org.folio.eventbus.console.ExitCode;
import org.folio.eventbus.console.Surroundings;
import org.folio.eventbus.console.web.WebConsole;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves the console on the web. */
@Command(
    name = "serve",
    description = "Serves these answers as pages for a browser until Ctrl-C.",
    footer = {
      "",
      "  bus serve --okapi http://localhost:9130 --tenant diku",
      "",
      "With --okapi each user logs in to FOLIO. With BUS_ADMIN_TOKEN users log in with that token."
    })
public final class ServeCommand implements Callable<Integer> {

  private static final String DEFAULT_PORT = "8090";
  private static final String THIS_MACHINE = "127.0.0.1";

  @Spec private CommandSpec spec;
  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = DEFAULT_PORT,
      description = "The port; 0 lets the system choose. Default: ${DEFAULT-VALUE}")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = THIS_MACHINE,
      description =
          "The address to listen on; 0.0.0.0 for all, if users log in. Default: ${DEFAULT-VALUE}")
  private String host = THIS_MACHINE;

  @Override
  public Integer call() throws InterruptedException {
    Surroundings around = ((Console) spec.root().userObject()).surroundings();
    Vertx vertx = Vertx.vertx();
    WebConsole console = new WebConsole(vertx, connection.connection(around), around);
    try {
      int listening = console.start(host, port).toCompletionStage().toCompletableFuture().get();
      spec.commandLine().getOut().println("The console is at http://" + host + ":" + listening);
      spec.commandLine().getOut().flush();
    } catch (ExecutionException e) {
      vertx.close();
      throw e.getCause() instanceof ConsoleException told
          ? told
          : new ConsoleException(ExitCode.INCOMPLETE, String.valueOf(e.getCause()));
    }
    // Vert.x serves until the process is told to end.
    new CountDownLatch(1).await();
    return ExitCode.OK;
  }
}

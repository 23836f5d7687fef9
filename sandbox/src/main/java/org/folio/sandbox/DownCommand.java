/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox;

import java.util.concurrent.Callable;
import org.folio.sandbox.install.Workspace;
import picocli.CommandLine.Command;

/** Ends what runs, and what a killed sandbox left running. */
@Command(
    name = "down",
    description =
        "Ends the sandbox, a demonstration, and whatever a killed one left running. Data stay.")
final class DownCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    int ended = endAll();
    System.out.println(
        ended == 0 ? "Nothing was running." : "Ended; %d processes were running.".formatted(ended));
    return 0;
  }

  static int endAll() {
    return Workspace.lasting().processes().end() + Workspace.ofDemo().processes().end();
  }
}

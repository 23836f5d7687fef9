/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox;

import java.util.concurrent.Callable;
import org.folio.sandbox.install.Workspace;
import picocli.CommandLine.Command;

/** Ends running processes, and those that a killed sandbox left running. */
@Command(
    name = "down",
    description =
        "Ends the sandbox, a demonstration, and processes that a killed one left running. Data stay.")
final class DownCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    System.out.println(
        endAll() ? "Everything that was running has ended." : "Nothing was running.");
    return 0;
  }

  static boolean endAll() {
    boolean lasting = Workspace.lasting().processes().end();
    boolean demo = Workspace.ofDemo().processes().end();
    return lasting || demo;
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import org.folio.sandbox.install.SandboxException;
import org.folio.sandbox.install.Workspace;
import picocli.CommandLine.Command;

/** Ends running processes and deletes all data. */
@Command(name = "reset", description = "Ends everything and deletes all data and logs.")
final class ResetCommand implements Callable<Integer> {

  @Override
  public Integer call() throws IOException {
    DownCommand.endAll();
    Files.deleteIfExists(Workspace.lasting().ownLog());
    for (Workspace workspace : List.of(Workspace.lasting(), Workspace.ofDemo())) {
      if (!workspace.occupy()) {
        throw new SandboxException(workspace.folder() + " is in use by another process.");
      }
      workspace.clear();
    }
    System.out.println("All data of the sandbox are deleted.");
    return 0;
  }
}

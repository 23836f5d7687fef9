/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox;

import org.folio.sandbox.client.EventBusClient;
import org.folio.sandbox.client.PatronBlocksClient;
import org.folio.sandbox.client.RemoteStorageClient;
import org.folio.sandbox.demo.Demonstration;
import org.folio.sandbox.demo.Story;
import org.folio.sandbox.install.AdapterModule;
import org.folio.sandbox.install.Installation;
import org.folio.sandbox.install.SandboxException;
import org.folio.sandbox.install.Workspace;

/** Prepares an installation for a library. */
final class Preparation {

  private Preparation() {}

  /**
   * Locks a workspace for this process and ends processes that a killed sandbox left there.
   *
   * @throws SandboxException if it is in use
   */
  static void take(Workspace workspace, String user) {
    if (!workspace.occupy()) {
      throw new SandboxException(
          "%s is running already%s. End it with ./bus down or Ctrl-C."
              .formatted(
                  user,
                  workspace
                      .processes()
                      .sandbox()
                      .map(process -> " (process " + process.pid() + ")")
                      .orElse("")));
    }
    workspace.processes().end();
    workspace.processes().note();
  }

  /** Ensures that an installation ends with this process. */
  static void closeAtExit(Installation installation, Story story) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  story.end("Everything is being stopped ...");
                  installation.close();
                },
                "stop"));
  }

  /** Starts the adapters, enables the tenant and sets the limit. */
  static void furnish(Installation installation, Story story) {
    story.tell("the adapters start as processes of their own");
    installation.startAdapters();
    var okapi = installation.okapiUrl();
    installation
        .modules()
        .forEach(
            module ->
                new EventBusClient(installation.instances(module).get(0).url(), okapi)
                    .enable(module));
    if (installation.modules().contains(AdapterModule.REMOTE_STORAGE)) {
      new RemoteStorageClient(okapi, okapi).addAnnex();
    }
    new PatronBlocksClient(okapi, okapi).limitItemsChargedOut(Demonstration.LIMIT);
    story.tell("tenant diku is enabled; patrons may have %d items", Demonstration.LIMIT);
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import org.folio.sandbox.install.OkapiStandIn;

/** The storages of mod-remote-storage-adapter. */
public final class RemoteStorageClient {

  private static final String CONFIGURATIONS = "/remote-storage/configurations";
  private static final String ANNEX = "7b0b1c9e-6f3d-4c55-9c1d-0d6b6a3f1111";

  private final ModuleHttp http;

  /**
   * A client.
   *
   * @param module the adapter's own address, or Okapi's
   */
  public RemoteStorageClient(URI module, URI okapi) {
    http = new ModuleHttp(module, okapi);
  }

  /** Adds a storage, unless it is there, and the location of all items to it. */
  public void addAnnex() {
    ObjectNode annex =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", ANNEX)
            .put("name", "Annex")
            .put("providerName", "CAIA_SOFT")
            .put("returningWorkflowDetails", "Scanned to folio");
    if (http.get(CONFIGURATIONS + "/" + ANNEX).is(404)) {
      http.post(CONFIGURATIONS, annex).expect(201);
    }
    http.post(
            "/remote-storage/mappings",
            JsonNodeFactory.instance
                .objectNode()
                .put("folioLocationId", OkapiStandIn.REMOTE_LOCATION)
                .put("configurationId", ANNEX))
        .expect(201);
  }
}

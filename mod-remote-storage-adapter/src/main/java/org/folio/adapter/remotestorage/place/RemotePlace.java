/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage.place;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The storage that a location belongs to.
 *
 * @param storageId the id of its configuration
 * @param provider for example {@code CAIA_SOFT}
 * @param returning what happens to items that come back, or null
 */
public record RemotePlace(UUID storageId, String provider, @Nullable String returning) {

  static final String CAIA_SOFT = "CAIA_SOFT";

  /** Items that come back are scanned here, and so the storage is told here who waits for them. */
  static final String SCANNED_TO_FOLIO = "Scanned to folio";

  /** They are scanned there, and so the storage finds out itself. */
  static final String SCANNED_TO_CAIASOFT = "Scanned to CaiaSoft";

  /** Whether a returned item that somebody waits for is to be announced to the storage. */
  public boolean hearsOfReturns() {
    return provider.equals(CAIA_SOFT) && SCANNED_TO_FOLIO.equals(returning);
  }
}

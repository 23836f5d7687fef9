/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage.place;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The storage that a location belongs to.
 *
 * @param storageId the id of its configuration
 * @param provider for example {@code CAIA_SOFT}
 * @param returning the workflow for returned items, or null
 */
public record RemotePlace(UUID storageId, String provider, @Nullable String returning) {

  static final String CAIA_SOFT = "CAIA_SOFT";

  /** FOLIO scans returned items, so it must announce waiting requests to the storage. */
  static final String SCANNED_TO_FOLIO = "Scanned to folio";

  /** The storage scans returned items and finds waiting requests itself. */
  static final String SCANNED_TO_CAIASOFT = "Scanned to CaiaSoft";

  /** Whether a returned item with a waiting request is announced to the storage. */
  public boolean hearsOfReturns() {
    return provider.equals(CAIA_SOFT) && SCANNED_TO_FOLIO.equals(returning);
  }
}

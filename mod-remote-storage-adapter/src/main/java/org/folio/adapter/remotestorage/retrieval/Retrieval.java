/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage.retrieval;

import java.util.UUID;
import org.folio.adapter.remotestorage.logrecord.Requested;
import org.folio.adapter.remotestorage.lookup.KnownItem;
import org.folio.adapter.remotestorage.lookup.KnownPatron;
import org.jspecify.annotations.Nullable;

/**
 * An item that a storage has to send out.
 *
 * @param barcode the barcode by which the storage finds the item
 * @param pickup the code of the service point, or null
 * @param storageId the configuration of the storage
 */
record Retrieval(
    RetrievalType type,
    Requested request,
    KnownItem item,
    String barcode,
    KnownPatron patron,
    @Nullable String pickup,
    UUID storageId) {}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit.record;

import org.jspecify.annotations.Nullable;

/** An item as inventory knows it. */
public record KnownItem(
    @Nullable String barcode, @Nullable String holdingId, @Nullable String instanceId) {}

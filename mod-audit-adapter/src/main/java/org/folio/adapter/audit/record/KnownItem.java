/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit.record;

import org.jspecify.annotations.Nullable;

/** An item in inventory. */
public record KnownItem(
    @Nullable String barcode, @Nullable String holdingId, @Nullable String instanceId) {}

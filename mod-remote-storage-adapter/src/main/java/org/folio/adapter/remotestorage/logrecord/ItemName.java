/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage.logrecord;

import org.jspecify.annotations.Nullable;

/** Identifies an item in a log record, by at least one of the two. */
public record ItemName(@Nullable String barcode, @Nullable String id) {}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage.logrecord;

import org.jspecify.annotations.Nullable;

/** What an item is called in a log record: by at least one of both. */
public record ItemName(@Nullable String barcode, @Nullable String id) {}

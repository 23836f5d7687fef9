/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage.lookup;

import org.jspecify.annotations.Nullable;

/** The patron who requests an item. */
public record KnownPatron(@Nullable String barcode, @Nullable String userName) {}

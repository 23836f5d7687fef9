/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage.lookup;

import org.jspecify.annotations.Nullable;

/**
 * The instance of an item.
 *
 * @param author its contributors, joined
 */
public record KnownInstance(@Nullable String title, @Nullable String author) {}

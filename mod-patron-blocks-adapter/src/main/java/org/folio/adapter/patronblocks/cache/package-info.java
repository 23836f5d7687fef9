/* SPDX-License-Identifier: Apache-2.0 */
/** Values that are kept for a short time. */
@NullMarked
package org.folio.adapter.patronblocks.cache;

import org.jspecify.annotations.NullMarked;

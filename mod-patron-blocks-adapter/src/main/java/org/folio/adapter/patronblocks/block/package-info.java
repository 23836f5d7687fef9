/* SPDX-License-Identifier: Apache-2.0 */
/** Automated patron blocks, computed from summary, limits and conditions. */
@NullMarked
package org.folio.adapter.patronblocks.block;

import org.jspecify.annotations.NullMarked;

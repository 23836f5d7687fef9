/* SPDX-License-Identifier: Apache-2.0 */
/** Comparison with the summaries of a deployed mod-patron-blocks, and their repair by events. */
@NullMarked
package org.folio.adapter.patronblocks.reconcile.deployed;

import org.jspecify.annotations.NullMarked;

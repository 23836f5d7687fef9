/* SPDX-License-Identifier: Apache-2.0 */
/** Compares the summaries of a deployed mod-patron-blocks and repairs them by events. */
@NullMarked
package org.folio.adapter.patronblocks.reconcile.deployed;

import org.jspecify.annotations.NullMarked;

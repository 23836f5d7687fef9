/* SPDX-License-Identifier: Apache-2.0 */
/** Compares summaries with loan and account storage, explains each difference and repairs it. */
@NullMarked
package org.folio.adapter.patronblocks.reconcile;

import org.jspecify.annotations.NullMarked;

/* SPDX-License-Identifier: Apache-2.0 */
/** Loans and accounts as the systems of record have them. */
@NullMarked
package org.folio.adapter.patronblocks.reconcile.storage;

import org.jspecify.annotations.NullMarked;

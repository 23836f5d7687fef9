/* SPDX-License-Identifier: Apache-2.0 */
/** Reads loans and accounts from the systems of record. */
@NullMarked
package org.folio.adapter.patronblocks.reconcile.storage;

import org.jspecify.annotations.NullMarked;

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile;

/** The two systems of record, in the order in which a job looks at them. */
enum RecordKind {
  LOAN,
  FEE_FINE
}

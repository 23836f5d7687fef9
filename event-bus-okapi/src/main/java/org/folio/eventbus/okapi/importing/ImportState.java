/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.importing;

/** The state of an import. */
enum ImportState {
  /** More lines may arrive. */
  OPEN,
  /** The line after the committed ones is invalid; the import continues with a valid one. */
  STOPPED,
  /** All lines have arrived. */
  FINISHED
}

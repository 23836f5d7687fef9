/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.importing;

/** What may become of an import. */
enum ImportState {
  /** More lines may come. */
  OPEN,
  /** The line after the committed ones is not valid; the import goes on with a valid one. */
  STOPPED,
  /** All lines have come. */
  FINISHED
}

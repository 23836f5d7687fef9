/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.importing;

/** The treatment of a line without a valid event. */
enum InvalidLines {
  /** The import stops before it. */
  STOP,
  /** The line is recorded, and the import continues. */
  REJECT
}

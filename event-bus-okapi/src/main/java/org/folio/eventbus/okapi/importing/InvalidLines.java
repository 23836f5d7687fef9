/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.importing;

/** What becomes of a line that holds no valid event. */
enum InvalidLines {
  /** The import stops before it. */
  STOP,
  /** It is noted, and the import goes on. */
  REJECT
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.contracts;

/** What may be wrong with the system that an external handler calls. */
public enum Trouble {
  /** Nothing. */
  NONE,
  /** It answers that it cannot do what it is asked for. */
  REFUSES,
  /** It takes the call and never answers. */
  SILENT,
  /** It cannot be reached, or ends the connection. */
  AWAY
}

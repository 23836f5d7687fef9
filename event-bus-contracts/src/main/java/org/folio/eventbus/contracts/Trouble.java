/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.contracts;

/** A failure of the system that an external handler calls. */
public enum Trouble {
  /** None. */
  NONE,
  /** It rejects the call. */
  REFUSES,
  /** It accepts the call and never answers. */
  SILENT,
  /** It cannot be reached, or closes the connection. */
  AWAY
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

/** The two ways on which bytes pass a {@link TcpProxy}. */
public enum Direction {
  /** What clients send. */
  TO_SERVER,
  /** What the server answers. */
  TO_CLIENT
}

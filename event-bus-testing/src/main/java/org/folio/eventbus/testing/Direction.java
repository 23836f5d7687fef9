/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

/** The two directions of bytes through a {@link TcpProxy}. */
public enum Direction {
  /** From clients to the server. */
  TO_SERVER,
  /** From the server to clients. */
  TO_CLIENT
}

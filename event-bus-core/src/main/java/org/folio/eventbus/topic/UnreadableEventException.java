/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.topic;

/** A Kafka record is not an event that this installation can read. */
public final class UnreadableEventException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Says why, without any part of the payload. */
  public UnreadableEventException(String message) {
    super(message);
  }
}

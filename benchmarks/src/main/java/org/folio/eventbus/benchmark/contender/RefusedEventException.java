/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.contender;

import java.util.UUID;

/** The projection cannot apply the event; a retry does not help. */
final class RefusedEventException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final transient UUID event;

  RefusedEventException(UUID event) {
    super("The due date lies before the library was founded");
    this.event = event;
  }

  UUID event() {
    return event;
  }
}

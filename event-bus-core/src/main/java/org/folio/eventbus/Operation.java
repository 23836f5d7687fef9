/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import java.util.UUID;

/**
 * Groups the events of one business operation, so that a consumer can see an incomplete group.
 *
 * @param id the same for all events of the operation
 * @param index position of this event in the operation, from 0
 * @param size number of events of the operation, at least 1
 */
public record Operation(UUID id, int index, int size) {

  /**
   * Checks the position.
   *
   * @throws IllegalArgumentException if the index is not below the size
   */
  public Operation {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException(
          "Operation index " + index + " is outside of an operation of " + size + " events");
    }
  }
}

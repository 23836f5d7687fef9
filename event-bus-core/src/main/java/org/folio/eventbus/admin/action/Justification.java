/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.action;

/**
 * Names the operator who overrides the bus, and the reason.
 *
 * @param reason not blank
 * @param performedBy id of the operator, or another name of the actor; not blank
 */
public record Justification(String reason, String performedBy) {

  /**
   * Checks that both are present.
   *
   * @throws IllegalArgumentException if one is blank
   */
  public Justification {
    if (reason.isBlank() || performedBy.isBlank()) {
      throw new IllegalArgumentException("A reason and the name of the actor are required");
    }
  }
}

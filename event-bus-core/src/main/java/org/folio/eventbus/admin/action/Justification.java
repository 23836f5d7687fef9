/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.action;

/**
 * Who changes what the bus would do by itself, and why.
 *
 * @param reason not blank
 * @param performedBy id of the operator, or another name for who acts; not blank
 */
public record Justification(String reason, String performedBy) {

  /**
   * Checks that both are given.
   *
   * @throws IllegalArgumentException if one is blank
   */
  public Justification {
    if (reason.isBlank() || performedBy.isBlank()) {
      throw new IllegalArgumentException("A reason and the name of who acts are needed");
    }
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin;

import java.util.List;

/**
 * The health of the bus.
 *
 * @param problems reasons why this process cannot serve, one sentence each
 * @param warnings reasons for a delay while the process still serves, one sentence each: no event
 *     is lost, and taking the process out of service would not help
 */
public record BusHealth(List<String> problems, List<String> warnings) {

  /** Copies the lists. */
  public BusHealth {
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
  }
}

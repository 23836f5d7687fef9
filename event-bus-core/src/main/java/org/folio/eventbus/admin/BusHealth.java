/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin;

import java.util.List;

/**
 * How the bus is.
 *
 * @param problems what keeps this process from serving, one sentence each
 * @param warnings what delays events while the process goes on serving, one sentence each: nothing
 *     is lost by it, and taking the process out of service would not mend it
 */
public record BusHealth(List<String> problems, List<String> warnings) {

  /** Copies the lists. */
  public BusHealth {
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
  }
}

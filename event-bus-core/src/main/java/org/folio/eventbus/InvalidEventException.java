/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import java.util.List;
import java.util.stream.Collectors;
import org.folio.eventbus.base.value.Violation;

/** Events were rejected because of their content; no event of their batch was stored. */
public final class InvalidEventException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient List<Violation> violations;

  /** Rejects events for the given reasons; there is at least one. */
  public InvalidEventException(List<Violation> violations) {
    super(
        violations.stream()
            .map(violation -> violation.path() + " " + violation.message())
            .collect(Collectors.joining("; ")));
    this.violations = List.copyOf(violations);
  }

  /** Every reason, in the order of the events. */
  public List<Violation> violations() {
    return violations;
  }
}

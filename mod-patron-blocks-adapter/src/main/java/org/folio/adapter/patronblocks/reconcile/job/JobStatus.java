/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile.job;

import java.util.Arrays;

/** The state of a job (contract: mod-patron-blocks 2.10). */
enum JobStatus {
  OPEN("open"),
  IN_PROGRESS("in-progress"),
  DONE("done"),
  FAILED("failed");

  private final String wire;

  JobStatus(String wire) {
    this.wire = wire;
  }

  /** The text in bodies and tables. */
  String wire() {
    return wire;
  }

  static JobStatus of(String wire) {
    return Arrays.stream(values())
        .filter(status -> status.wire.equals(wire))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no status " + wire));
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile.job;

import java.util.Arrays;

/** The patrons of a job. */
enum JobScope {
  FULL("full"),
  USER("user"),
  /** A part of all records, chosen by the daily schedule; callers cannot ask for it. */
  SHARE("share");

  private final String wire;

  JobScope(String wire) {
    this.wire = wire;
  }

  /** The text in bodies and tables. */
  String wire() {
    return wire;
  }

  static JobScope of(String wire) {
    return Arrays.stream(values())
        .filter(scope -> scope.wire.equals(wire))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no scope " + wire));
  }
}

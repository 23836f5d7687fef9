/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.contender;

import java.util.function.Function;
import org.folio.eventbus.benchmark.load.Refusal;

/** Who takes part. */
public enum ContenderKind {
  EVENT_BUS("event bus", Refusal.PARKS_KEY, true, LibraryContender::new),
  PARALLEL_CONSUMER("parallel consumer", Refusal.DROPS_EVENT, true, ParallelContender::new),
  RECORD_BY_RECORD("one commit per record", Refusal.DROPS_EVENT, true, RecordContender::new),
  POLL_ONLY("limit: poll only", Refusal.DROPS_EVENT, false, PollContender::new),
  INSERT_ONLY("limit: multi-row insert only", Refusal.DROPS_EVENT, false, InsertContender::new);

  private final String title;
  private final Refusal refusal;
  private final boolean projects;
  private final Function<Assignment, Contender> constructor;

  ContenderKind(
      String title,
      Refusal refusal,
      boolean projects,
      Function<Assignment, Contender> constructor) {
    this.title = title;
    this.refusal = refusal;
    this.projects = projects;
    this.constructor = constructor;
  }

  /** Name in tables. */
  public String title() {
    return title;
  }

  /** What it does with events that cannot be applied. */
  public Refusal refusal() {
    return refusal;
  }

  /** Whether it keeps the projection; the limits do not. */
  public boolean projects() {
    return projects;
  }

  Contender make(Assignment assignment) {
    return constructor.apply(assignment);
  }
}

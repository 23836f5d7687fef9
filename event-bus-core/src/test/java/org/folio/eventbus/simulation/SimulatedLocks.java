/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.simulation;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Advisory locks; a session ends when its process is silent for longer than the lease. */
public final class SimulatedLocks {

  private static final Duration LEASE = Duration.ofMillis(800);

  private final Map<Integer, SimulatedProcess> owners = new HashMap<>();

  /** Takes a lane unless another active process holds it. */
  public boolean take(int lane, SimulatedProcess process, Runnable onLost) {
    SimulatedProcess owner = owners.get(lane);
    if (owner != null && owner != process && !owner.silentFor(LEASE)) {
      return false;
    }
    if (owner != process) {
      owners.put(lane, process);
      process.atEnd(() -> owners.remove(lane, process));
      watch(lane, process, onLost);
    }
    return true;
  }

  public void give(int lane, SimulatedProcess process) {
    owners.remove(lane, process);
  }

  // The server ends the session; the process learns it when it resumes.
  private void watch(int lane, SimulatedProcess process, Runnable onLost) {
    process
        .time()
        .in(
            Duration.ofMillis(100),
            () -> {
              if (process.silentFor(LEASE)) {
                owners.remove(lane, process);
                process.run(onLost);
              } else if (owners.get(lane) == process) {
                watch(lane, process, onLost);
              } else {
                process.run(onLost);
              }
            });
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.contender;

/**
 * What the process of a contender found out.
 *
 * @param seconds from the start to the last effect
 * @param effects events that had an effect by then
 * @param cpuSeconds processor time of the process meanwhile
 * @param peakHeap MiB of heap in use, at most
 * @param liveHeap MiB of heap in use right after a collection, at most
 * @param peakMemory MiB of the whole process, at most; 0 if the system does not tell
 */
public record Outcome(
    double seconds,
    long effects,
    double cpuSeconds,
    double peakHeap,
    double liveHeap,
    double peakMemory) {

  /** Events that had an effect per second. */
  public double rate() {
    return effects / seconds;
  }
}

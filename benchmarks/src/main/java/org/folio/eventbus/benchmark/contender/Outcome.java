/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.contender;

/**
 * The results of a contender's process.
 *
 * @param seconds from the start to the last effect
 * @param effects number of events with an effect by then
 * @param cpuSeconds processor time of the process in that time
 * @param peakHeap largest heap in use, in MiB
 * @param liveHeap largest heap in use right after a collection, in MiB
 * @param peakMemory largest memory of the whole process, in MiB; 0 if the system does not report it
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

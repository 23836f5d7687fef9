/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.measure;

import java.util.Arrays;

/** Percentiles of a sample, by nearest rank. */
public final class Percentiles {

  private static final double HUNDRED = 100.0;

  private final double[] sorted;

  /**
   * Sorts a sample.
   *
   * @throws IllegalArgumentException if it is empty
   */
  public Percentiles(double[] sample) {
    if (sample.length == 0) {
      throw new IllegalArgumentException("There is nothing to take percentiles of");
    }
    sorted = sample.clone();
    Arrays.sort(sorted);
  }

  /** The smallest value that is not below the given percentage of the sample, from 0 to 100. */
  public double at(double percent) {
    int rank = (int) Math.ceil(percent / HUNDRED * sorted.length);
    return sorted[Math.max(0, rank - 1)];
  }

  /** Size of the sample. */
  public int size() {
    return sorted.length;
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks;

import java.util.Random;

/** Reproducible random numbers. */
public final class Seed {

  private Seed() {}

  /** A generator with a printed seed; the system property {@code seed} sets it. */
  public static Random random(Class<?> test) {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println(test.getSimpleName() + ": repeat with -Dseed=" + seed);
    return new Random(seed);
  }
}

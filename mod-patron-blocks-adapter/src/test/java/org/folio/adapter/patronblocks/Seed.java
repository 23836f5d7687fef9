/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks;

import java.util.Random;

/** Randomness that can be repeated. */
public final class Seed {

  private Seed() {}

  /** A generator whose seed is printed, or given as system property {@code seed}. */
  public static Random random(Class<?> test) {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println(test.getSimpleName() + ": repeat with -Dseed=" + seed);
    return new Random(seed);
  }
}

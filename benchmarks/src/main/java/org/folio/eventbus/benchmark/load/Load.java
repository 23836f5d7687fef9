/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.load;

import java.util.function.Consumer;

/**
 * How many events there are and of what kind. The same numbers give the same events.
 *
 * @param events number of different events, at least 1
 * @param keys number of borrowers, at least 1
 * @param poisonEvery each event of this number is one that every handler refuses; 0 for none
 * @param duplicatePercent of the events lie on the topic twice
 * @param seed where chance begins
 */
public record Load(int events, int keys, int poisonEvery, int duplicatePercent, long seed) {

  private static final int ALL = 100;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of bounds
   */
  public Load {
    if (events < 1 || keys < 1 || poisonEvery < 0 || duplicatePercent < 0) {
      throw new IllegalArgumentException("A load needs an event and a key at least");
    }
    if (duplicatePercent > ALL) {
      throw new IllegalArgumentException("Of the events, at most 100 percent can be there twice");
    }
  }

  /** Events without poison or duplicates. */
  public static Load plain(int events, int keys, long seed) {
    return new Load(events, keys, 0, 0, seed);
  }

  /** Makes all events in their order; none is kept. */
  public void forEach(Consumer<GeneratedEvent> consumer) {
    LoanDesk desk = new LoanDesk(keys, seed);
    for (int number = 1; number <= events; number++) {
      consumer.accept(desk.next(poisonEvery > 0 && number % poisonEvery == 0));
    }
  }
}

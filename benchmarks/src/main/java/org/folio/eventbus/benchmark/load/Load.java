/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.load;

import java.util.function.Consumer;

/**
 * The number and kinds of generated events. Equal values generate equal events.
 *
 * @param events number of different events, at least 1
 * @param keys number of borrowers, at least 1
 * @param poisonEvery one event in this number is poison for every handler; 0 for none
 * @param duplicatePercent percentage of events that the topic has twice
 * @param seed seed of the random numbers
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

  /** Creates a load without poison and duplicates. */
  public static Load plain(int events, int keys, long seed) {
    return new Load(events, keys, 0, 0, seed);
  }

  /** Generates all events in order without keeping any. */
  public void forEach(Consumer<GeneratedEvent> consumer) {
    LoanDesk desk = new LoanDesk(keys, seed);
    for (int number = 1; number <= events; number++) {
      consumer.accept(desk.next(poisonEvery > 0 && number % poisonEvery == 0));
    }
  }
}

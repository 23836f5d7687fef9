/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.scenario;

/** Something that contenders are put through, once per round. */
public interface Scenario {

  /** Name for options and tables. */
  String name();

  /**
   * Plays a round; what is prepared in the first one is used in all.
   *
   * @param stage where it is played
   * @param round from 1
   */
  void play(Stage stage, int round);
}

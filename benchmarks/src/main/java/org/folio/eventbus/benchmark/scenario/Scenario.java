/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.scenario;

/** A test for contenders, played once per round. */
public interface Scenario {

  /** The name for options and tables. */
  String name();

  /**
   * Plays a round; the first round prepares data for all rounds.
   *
   * @param stage the servers, sizes and results
   * @param round from 1
   */
  void play(Stage stage, int round);
}

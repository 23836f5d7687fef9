/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.demo;

/** An action on an installation, and the claims about it. */
interface Scenario {

  /** A few words. */
  String title();

  /**
   * Runs the action and checks the claims.
   *
   * @throws RuntimeException if it did not complete
   */
  void play(Stage stage);
}

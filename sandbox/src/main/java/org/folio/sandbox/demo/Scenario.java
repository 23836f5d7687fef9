/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.demo;

/** Something that happens to an installation, and what is claimed about it. */
interface Scenario {

  /** A few words. */
  String title();

  /**
   * Lets it happen and checks the claims.
   *
   * @throws RuntimeException if it did not get to its end
   */
  void play(Stage stage);
}

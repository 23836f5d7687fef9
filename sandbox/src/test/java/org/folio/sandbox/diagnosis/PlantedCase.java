/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.diagnosis;

import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A case: one possible outcome of an event.
 *
 * @param name what a failure is called by
 * @param plant lets it happen
 * @param end lets the installation go on; may follow the advice that was given, and see that it
 *     helps
 */
record PlantedCase(String name, Function<Scene, Planted> plant, Consumer<Scene> end) {

  static PlantedCase of(String name, Function<Scene, Planted> plant) {
    return new PlantedCase(name, plant, scene -> {});
  }

  @Override
  public String toString() {
    return name;
  }
}

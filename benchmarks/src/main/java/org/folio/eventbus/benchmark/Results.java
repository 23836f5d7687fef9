/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.folio.eventbus.benchmark.measure.Machine;
import org.folio.eventbus.benchmark.measure.Measurement;
import org.folio.eventbus.benchmark.scenario.Sizes;

/**
 * The results of a run.
 *
 * @param machine the machine of the run
 * @param sizes the sizes of its loads
 * @param rounds the number of rounds of each scenario
 * @param measurements every value of every round
 * @param wrong descriptions of incorrect results
 */
record Results(
    Machine machine, Sizes sizes, int rounds, List<Measurement> measurements, List<String> wrong) {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  void write(Path file) throws IOException {
    JSON.writeValue(file.toFile(), this);
  }
}

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
 * What a run leaves behind.
 *
 * @param machine where it ran
 * @param sizes how large everything was
 * @param rounds how often each scenario was played
 * @param measurements every number of every round
 * @param wrong what came out wrong
 */
record Results(
    Machine machine, Sizes sizes, int rounds, List<Measurement> measurements, List<String> wrong) {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  void write(Path file) throws IOException {
    JSON.writeValue(file.toFile(), this);
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.deployment;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.raml.v2.api.RamlModelBuilder;
import org.raml.v2.api.RamlModelResult;

/** An interface description, parsed by the RAML project's own parser. */
final class RamlFile {

  private final RamlModelResult result;

  private RamlFile(RamlModelResult result) {
    this.result = result;
  }

  static RamlFile of(Path file) {
    return new RamlFile(new RamlModelBuilder().buildApi(file.toFile()));
  }

  /** Parses a text as the content of a file, so that its includes resolve. */
  static RamlFile of(String text, Path file) {
    return new RamlFile(
        new RamlModelBuilder().buildApi(text, file.toAbsolutePath().normalize().toString()));
  }

  /** The problems that the parser finds; it also validates the examples against their schemas. */
  List<String> problems() {
    return result.getValidationResults().stream().map(Object::toString).toList();
  }

  /** The described endpoints; empty for a file that has only types. */
  Set<String> endpoints() {
    return result.getApiV10() == null ? Set.of() : Endpoints.of(result.getApiV10().resources());
  }

  /** The endpoints that all files of the project describe. */
  static Set<String> allEndpoints() {
    Set<String> all = new TreeSet<>();
    Project.files(Project.RAMLS, ".raml").forEach(file -> all.addAll(of(file).endpoints()));
    return all;
  }
}

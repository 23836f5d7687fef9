/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Finds the problems of an application descriptor: what the published schema and the validators of
 * folio-org's mgr-applications refuse.
 */
final class ApplicationCheck {

  // InterfaceNameValidator
  private static final Pattern INTERFACE_ID = Pattern.compile("[A-Za-z0-9._-]+");
  private static final Pattern INTERFACE_VERSION = Pattern.compile("\\d+\\.\\d+");

  private ApplicationCheck() {}

  /** One sentence for each problem; empty if there is none. */
  static List<String> problems(JsonNode application) {
    List<String> problems =
        new ArrayList<>(DescriptorCheck.schema("application-descriptor.json", application));
    // ApplicationIdValidator
    if (!application.path("id").asText().equals(nameAndVersion(application))) {
      problems.add("The id is not made of name and version");
    }
    Set<String> modules = new TreeSet<>();
    application.path("modules").forEach(module -> modules.add(nameAndVersion(module)));
    Set<String> described = new TreeSet<>();
    application.path("moduleDescriptors").forEach(one -> described.add(one.path("id").asText()));
    // ModuleDescriptorValidator, ModuleDescriptorsSourceValidator
    if (!modules.equals(described)) {
      problems.add("Modules are %s, and described are %s".formatted(modules, described));
    }
    for (JsonNode module : application.path("moduleDescriptors")) {
      problems.addAll(interfaces(module));
    }
    return problems;
  }

  private static List<String> interfaces(JsonNode module) {
    List<String> problems = new ArrayList<>();
    for (JsonNode provided : module.path("provides")) {
      if (!INTERFACE_ID.matcher(provided.path("id").asText()).matches()
          || !INTERFACE_VERSION.matcher(provided.path("version").asText()).matches()) {
        problems.add("%s provides %s".formatted(module.path("id"), provided.path("id")));
      }
    }
    // RequiredOptionalInterfaceValidator
    Set<String> both = ids(module.path("requires"));
    both.retainAll(ids(module.path("optional")));
    both.forEach(
        id -> problems.add("%s both requires %s and not".formatted(module.path("id"), id)));
    return problems;
  }

  private static Set<String> ids(JsonNode references) {
    Set<String> ids = new TreeSet<>();
    references.forEach(one -> ids.add(one.path("id").asText()));
    return ids;
  }

  private static String nameAndVersion(JsonNode artifact) {
    return artifact.path("name").asText() + "-" + artifact.path("version").asText();
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.raml.v2.api.model.v10.resources.Resource;

/** Methods on paths. How a variable in a path is called makes no difference. */
final class Endpoints {

  private static final Pattern VARIABLE = Pattern.compile("\\{\\w+}");

  private Endpoints() {}

  /** One, in the spelling that all others here are compared in. */
  static String of(String method, String path) {
    return method.toUpperCase(java.util.Locale.ROOT)
        + " "
        + VARIABLE.matcher(path).replaceAll("{}");
  }

  /** As a module tells them. */
  static String of(String endpoint) {
    return VARIABLE.matcher(endpoint).replaceAll("{}");
  }

  /** Those of an interface in a descriptor. */
  static Set<String> of(JsonNode provided) {
    Set<String> endpoints = new TreeSet<>();
    for (JsonNode handler : provided.path("handlers")) {
      for (JsonNode method : handler.path("methods")) {
        endpoints.add(of(method.asText(), handler.path("pathPattern").asText()));
      }
    }
    return endpoints;
  }

  /** Those of all interfaces in a descriptor. */
  static Set<String> ofDescriptor(JsonNode descriptor) {
    Set<String> endpoints = new TreeSet<>();
    descriptor.path("provides").forEach(provided -> endpoints.addAll(of(provided)));
    return endpoints;
  }

  /** Those of resources in a RAML file. */
  static Set<String> of(List<Resource> resources) {
    Set<String> endpoints = new TreeSet<>();
    for (Resource resource : resources) {
      resource.methods().forEach(m -> endpoints.add(of(m.method(), resource.resourcePath())));
      endpoints.addAll(of(resource.resources()));
    }
    return endpoints;
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.raml.v2.api.model.v10.resources.Resource;

/** Endpoints as a method and a path. Names of path variables do not matter. */
final class Endpoints {

  private static final Pattern VARIABLE = Pattern.compile("\\{\\w+}");

  private Endpoints() {}

  /** An endpoint in the normalised spelling of this class. */
  static String of(String method, String path) {
    return method.toUpperCase(java.util.Locale.ROOT)
        + " "
        + VARIABLE.matcher(path).replaceAll("{}");
  }

  /** Normalises the spelling that a module reports. */
  static String of(String endpoint) {
    return VARIABLE.matcher(endpoint).replaceAll("{}");
  }

  /** The endpoints of an interface in a descriptor. */
  static Set<String> of(JsonNode provided) {
    Set<String> endpoints = new TreeSet<>();
    for (JsonNode handler : provided.path("handlers")) {
      for (JsonNode method : handler.path("methods")) {
        endpoints.add(of(method.asText(), handler.path("pathPattern").asText()));
      }
    }
    return endpoints;
  }

  /** The endpoints of all interfaces in a descriptor. */
  static Set<String> ofDescriptor(JsonNode descriptor) {
    Set<String> endpoints = new TreeSet<>();
    descriptor.path("provides").forEach(provided -> endpoints.addAll(of(provided)));
    return endpoints;
  }

  /** The endpoints of resources in a RAML file. */
  static Set<String> of(List<Resource> resources) {
    Set<String> endpoints = new TreeSet<>();
    for (Resource resource : resources) {
      resource.methods().forEach(m -> endpoints.add(of(m.method(), resource.resourcePath())));
      endpoints.addAll(of(resource.resources()));
    }
    return endpoints;
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Finds the problems of a descriptor. */
final class DescriptorCheck {

  private static final String BASE = "https://folio.org/event-bus/deployment/";

  // mod-pubsub's descriptor defines the permissions of its callbacks and assigns them to its user.
  // mod-permissions accepts a name from one module only.
  private static final Pattern DEFINED_BY_MOD_PUBSUB =
      Pattern.compile(
          "patron-blocks\\.handlers\\.(item|loan|fee-fine)-.+\\.post|(audit|remote-storage)\\.pub-sub-handlers\\..+");

  // The words that FOLIO's folio-module-descriptor-validator accepts at the end of a permission
  // name.
  private static final Set<String> ACTIONS =
      Set.of("get", "post", "put", "patch", "delete", "all", "execute");

  private DescriptorCheck() {}

  /** The problems of a ModuleDescriptor, one sentence each; empty if there are none. */
  static List<String> module(JsonNode descriptor) {
    List<String> problems = new ArrayList<>(schema("module-descriptor.json", descriptor));
    problems.addAll(permissions(descriptor));
    problems.addAll(required(descriptor));
    problems.addAll(twice(descriptor));
    problems.addAll(timers(descriptor));
    return problems;
  }

  /** The problems of a DeploymentDescriptor, one sentence each. */
  static List<String> deployment(JsonNode descriptor) {
    return schema("deployment-descriptor.json", descriptor);
  }

  /** The problems of a LaunchDescriptor, one sentence each. */
  static List<String> launch(JsonNode descriptor) {
    return schema("launch-descriptor.json", descriptor);
  }

  static List<String> schema(String file, JsonNode descriptor) {
    SchemaRegistry registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_7,
            builder -> builder.schemas(iri -> read(iri.substring(BASE.length()))));
    Schema schema = registry.getSchema(SchemaLocation.of(BASE + file));
    return schema.validate(descriptor).stream()
        .map(error -> error.getInstanceLocation() + " " + error.getMessage())
        .toList();
  }

  private static List<String> permissions(JsonNode descriptor) {
    Set<String> defined = new TreeSet<>();
    Set<String> used = new TreeSet<>();
    descriptor
        .path("permissionSets")
        .forEach(
            set -> {
              defined.add(set.path("permissionName").asText());
              set.path("subPermissions").forEach(part -> used.add(part.asText()));
            });
    Set<String> umbrellas = new TreeSet<>();
    descriptor
        .path("permissionSets")
        .forEach(
            set -> {
              if (set.has("subPermissions")) {
                umbrellas.add(set.path("permissionName").asText());
              }
            });
    descriptor
        .findValues("permissionsRequired")
        .forEach(names -> names.forEach(name -> used.add(name.asText())));
    descriptor
        .findValues("permissionsDesired")
        .forEach(names -> names.forEach(name -> used.add(name.asText())));

    boolean isPubSub = descriptor.path("id").asText().startsWith("mod-pubsub-");
    List<String> problems = new ArrayList<>();
    for (String name : used) {
      if (!defined.contains(name) && !DEFINED_BY_MOD_PUBSUB.matcher(name).matches()) {
        problems.add("Permission " + name + " is asked for and not defined");
      }
    }
    for (String name : defined) {
      if (!isPubSub && DEFINED_BY_MOD_PUBSUB.matcher(name).matches()) {
        problems.add("Permission " + name + " is mod-pubsub's to define");
      }
      if (!ACTIONS.contains(name.substring(name.lastIndexOf('.') + 1))) {
        problems.add("Permission " + name + " ends in no action");
      }
      if (!used.contains(name) && !umbrellas.contains(name)) {
        problems.add("Permission " + name + " is defined and asked for nowhere");
      }
    }
    return problems;
  }

  // folio-module-descriptor-validator has the same rule: a permission protects one endpoint and is
  // not a set.
  private static List<String> required(JsonNode descriptor) {
    List<String> problems = new ArrayList<>();
    Set<String> sets = new HashSet<>();
    descriptor
        .path("permissionSets")
        .forEach(
            set -> {
              if (set.has("subPermissions")) {
                sets.add(set.path("permissionName").asText());
              }
            });
    Set<String> seen = new HashSet<>();
    for (JsonNode names : descriptor.findValues("permissionsRequired")) {
      if (names.size() > 1) {
        problems.add("One endpoint asks for several permissions: " + names);
      }
      for (JsonNode name : names) {
        if (!seen.add(name.asText())) {
          problems.add("Permission " + name.asText() + " opens several endpoints");
        }
        if (sets.contains(name.asText())) {
          problems.add("An endpoint asks for the set " + name.asText());
        }
      }
    }
    return problems;
  }

  private static List<String> twice(JsonNode descriptor) {
    List<String> problems = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (JsonNode provided : descriptor.path("provides")) {
      for (String endpoint : Endpoints.of(provided)) {
        if (!provided.path("id").asText().equals("_timer") && !seen.add(endpoint)) {
          problems.add(endpoint + " is provided twice");
        }
      }
    }
    for (JsonNode variable : descriptor.path("launchDescriptor").path("env")) {
      if (!seen.add(variable.path("name").asText())) {
        problems.add("Variable " + variable.path("name").asText() + " stands there twice");
      }
    }
    return problems;
  }

  private static List<String> timers(JsonNode descriptor) {
    List<String> problems = new ArrayList<>();
    for (JsonNode provided : descriptor.path("provides")) {
      boolean timer = provided.path("id").asText().equals("_timer");
      for (JsonNode handler : provided.path("handlers")) {
        boolean when = handler.has("unit") && handler.has("delay") || handler.has("schedule");
        if (timer != when) {
          problems.add(
              handler.path("pathPattern").asText()
                  + (timer ? " has no time" : " has a time and is not of _timer"));
        }
        if (timer && handler.path("pathPattern").asText().contains("{")) {
          problems.add(handler.path("pathPattern").asText() + " is no fixed path");
        }
      }
    }
    return problems;
  }

  private static String read(String file) {
    try (InputStream in = DescriptorCheck.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Okapi accepts the descriptors that the build fills in. */
class DescriptorTest {

  private static List<String> problemsOfCopy(Consumer<ObjectNode> mistake) {
    ObjectNode copy = Deployable.PATRON_BLOCKS.descriptor().deepCopy();
    mistake.accept(copy);
    return DescriptorCheck.module(copy);
  }

  private static ObjectNode firstHandler(JsonNode descriptor) {
    return (ObjectNode) descriptor.path("provides").path(0).path("handlers").path(0);
  }

  @ParameterizedTest
  @EnumSource
  void moduleDescriptorIsRight(Deployable deployable) {
    JsonNode descriptor = deployable.descriptor();
    assertThat(DescriptorCheck.module(descriptor)).isEmpty();
    assertThat(descriptor.path("id").asText()).startsWith(deployable.module + "-");
    assertThat(descriptor.toString()).doesNotContain("${");
  }

  @ParameterizedTest
  @EnumSource
  void okapiAsksForAPermissionAtEachAdminEndpoint(Deployable deployable) {
    List<JsonNode> handlers = new ArrayList<>();
    for (JsonNode provided : deployable.descriptor().path("provides")) {
      if (provided.path("id").asText().equals("event-bus-admin")) {
        provided.path("handlers").forEach(handlers::add);
      }
    }
    assertThat(handlers)
        .isNotEmpty()
        .allSatisfy(handler -> assertThat(handler.path("permissionsRequired")).hasSize(1));
  }

  /** mod-permissions refuses a permission that another module has defined. */
  @Test
  void noTwoDescriptorsDefineOnePermission() {
    Map<String, Deployable> definedBy = new HashMap<>();
    for (Deployable deployable : Deployable.values()) {
      for (JsonNode set : deployable.descriptor().path("permissionSets")) {
        String name = set.path("permissionName").asText();
        assertThat(definedBy.put(name, deployable)).as(name).isNull();
      }
    }
  }

  /** For each tenant, Okapi allows one provider of an interface and disables the other one. */
  @Test
  void onlyModesOfOneModuleExcludeEachOther() {
    for (Deployable one : Deployable.values()) {
      for (Deployable other : Deployable.values()) {
        boolean excluded = interfaces(one).stream().anyMatch(interfaces(other)::contains);
        assertThat(excluded).as("%s, %s", one, other).isEqualTo(one.module.equals(other.module));
      }
    }
  }

  private static Set<String> interfaces(Deployable deployable) {
    Set<String> ids = new TreeSet<>();
    for (JsonNode provided : deployable.descriptor().path("provides")) {
      if (!provided.has("interfaceType")) {
        ids.add(provided.path("id").asText());
      }
    }
    return ids;
  }

  /**
   * An adapter that replaces a module defines the module's permissions; any other adapter defines
   * none of them.
   */
  @ParameterizedTest
  @EnumSource
  void permissionsOfOthersAreDefinedOnlyInTheirPlace(Deployable deployable) {
    Set<String> defined = new TreeSet<>();
    deployable
        .descriptor()
        .path("permissionSets")
        .forEach(set -> defined.add(set.path("permissionName").asText()));
    for (UpstreamModule upstream : UpstreamModule.all()) {
      boolean inItsPlace =
          deployable.id().startsWith(upstream.name() + "-adapter-0")
              || deployable.id().startsWith(upstream.name() + "-bridge-0");
      if (!inItsPlace) {
        assertThat(upstream.permissions()).doesNotContainAnyElementsOf(defined);
      }
    }
  }

  /** Modules that require other routes of a replaced module would lose them. */
  @Test
  void adapterReplacesOnlyItsOtherModeAndWhatItProvidesWhole() {
    for (Deployable deployable : Deployable.values()) {
      List<String> replaced = new ArrayList<>();
      deployable.descriptor().path("replaces").forEach(name -> replaced.add(name.asText()));
      if (deployable == Deployable.PATRON_BLOCKS) {
        assertThat(replaced).contains("mod-patron-blocks");
        replaced.remove("mod-patron-blocks");
      }
      if (deployable == Deployable.PUBSUB_BRIDGE) {
        assertThat(replaced).containsExactly("mod-pubsub");
        replaced.remove("mod-pubsub");
      }
      assertThat(replaced)
          .as(deployable.toString())
          .allSatisfy(name -> assertThat(name).startsWith(deployable.module));
    }
  }

  @ParameterizedTest
  @EnumSource
  void launchAndDeploymentDescriptorsAreRightAndStartTheSame(Deployable deployable) {
    JsonNode deployment = deployable.deployment();
    JsonNode launch = Project.json(deployable.target().resolve("LaunchDescriptor.json"));
    assertThat(DescriptorCheck.deployment(deployment)).isEmpty();
    assertThat(DescriptorCheck.launch(launch)).isEmpty();
    assertThat(deployment.path("srvcId").asText()).isEqualTo(deployable.id());
    assertThat(deployment.path("descriptor").path("exec")).isEqualTo(launch.path("exec"));
    // Okapi has no other way to configure one module.
    for (JsonNode variable : deployment.path("descriptor").path("env")) {
      assertThat(deployable.variables)
          .containsEntry(variable.path("name").asText(), variable.path("value").asText());
    }
    boolean forwards = deployable.name().startsWith("FORWARDED");
    assertThat(deployment.path("descriptor").has("env")).isEqualTo(forwards);
    String jar = launch.path("exec").asText().replaceAll(".*-jar (\\S+).*", "$1");
    assertThat(Path.of("..", jar))
        .isEqualTo(deployable.target().resolve(deployable.module + ".jar"));
  }

  @Test
  void aWrongCopyIsFound() {
    List<Consumer<ObjectNode>> mistakes = new ArrayList<>();
    mistakes.add(copy -> copy.put("id", "mod-patron-blocks-adapter"));
    mistakes.add(copy -> copy.put("version", "1.0"));
    mistakes.add(copy -> copy.remove("launchDescriptor"));
    mistakes.add(copy -> firstHandler(copy).remove("permissionsRequired"));
    mistakes.add(copy -> firstHandler(copy).putArray("permissionsRequired").add("not.defined"));
    mistakes.add(
        copy ->
            firstHandler(copy)
                .putArray("permissionsRequired")
                .add("patron-blocks.user-summary.item.get"));
    mistakes.add(
        copy ->
            ((ObjectNode) copy.path("launchDescriptor").path("env").path(0)).put("required", true));
    mistakes.add(copy -> firstHandler(copy).put("pathPattern", "no-slash"));
    mistakes.add(copy -> firstHandler(copy).put("pathPattern", "/trailing/"));
    mistakes.add(copy -> firstHandler(copy).putArray("methods").add("FETCH"));
    mistakes.add(copy -> firstHandler(copy).put("unit", "minute").put("delay", "1"));
    mistakes.add(
        copy -> ((ObjectNode) copy.path("provides").path(0)).put("interfaceType", "internal"));
    mistakes.add(copy -> ((ObjectNode) copy.path("provides").path(0)).put("version", "1"));
    mistakes.add(
        copy ->
            ((ObjectNode) copy.path("permissionSets").path(0)).put("permissionName", "other.name"));
    mistakes.add(
        copy ->
            copy.withArray("/launchDescriptor/env")
                .addObject()
                .put("name", "db.host")
                .put("description", "x"));

    assertThat(mistakes).allSatisfy(mistake -> assertThat(problemsOfCopy(mistake)).isNotEmpty());
  }
}

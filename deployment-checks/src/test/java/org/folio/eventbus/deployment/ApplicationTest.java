/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The application that Eureka entitles tenants for. */
class ApplicationTest {

  private static final JsonNode APPLICATION = Project.json(Path.of("target", "app-event-bus.json"));

  @Test
  void theApplicationIsRightAndHoldsTheDescriptorsAsTheyAre() {
    assertThat(ApplicationCheck.problems(APPLICATION)).isEmpty();
    assertThat(APPLICATION.path("moduleDescriptors"))
        .containsExactly(
            Deployable.CIRCULATION.descriptor(),
            Deployable.FEES_FINES.descriptor(),
            Deployable.FORWARDED_PATRON_BLOCKS.descriptor(),
            Deployable.FORWARDED_AUDIT.descriptor(),
            Deployable.FORWARDED_REMOTE_STORAGE.descriptor());
  }

  /** A tenant gets all modules of an application, also beside mod-patron-blocks and the others. */
  @Test
  void noTwoModulesOfTheApplicationExcludeEachOther() {
    Set<String> provided = new HashSet<>();
    for (JsonNode module : APPLICATION.path("moduleDescriptors")) {
      for (JsonNode one : module.path("provides")) {
        if (!one.has("interfaceType")) {
          assertThat(provided.add(one.path("id").asText())).as(one.toString()).isTrue();
        }
      }
    }
    for (UpstreamModule upstream : UpstreamModule.all()) {
      upstream
          .descriptor()
          .path("provides")
          .forEach(one -> assertThat(provided).doesNotContain(one.path("id").asText()));
    }
  }

  /**
   * The sidecar gives a request without token that of the module's system user, if the descriptor
   * has one.
   */
  @ParameterizedTest
  @EnumSource
  void whoCallsOthersHasASystemUserThatMay(Deployable deployable) {
    JsonNode descriptor = deployable.descriptor();
    JsonNode user = descriptor.path("metadata").path("user");
    boolean calls =
        !descriptor.path("requires").isEmpty() || !descriptor.path("optional").isEmpty();
    assertThat(user.isObject()).isEqualTo(calls);
    if (calls) {
      assertThat(user.path("type").asText()).isEqualTo("system");
      for (JsonNode provided : descriptor.path("provides")) {
        // What enabling does, it does with the rights of the operator.
        if (!provided.path("id").asText().equals("_tenant")) {
          for (JsonNode names : provided.findValues("modulePermissions")) {
            assertThat(user.path("permissions")).containsAll(names);
          }
        }
      }
    }
  }

  @Test
  void aWrongCopyIsFound() {
    List<Consumer<ObjectNode>> mistakes =
        List.of(
            copy -> copy.put("id", "app-event-bus"),
            copy -> copy.put("version", "1.0"),
            copy -> copy.put("applicationVersion", "1.0.0"),
            copy -> copy.withArray("moduleDescriptors").remove(0),
            copy -> copy.withArray("modules").remove(0),
            copy -> copy.withArray("dependencies").addObject().put("id", "app-platform-minimal"),
            copy ->
                copy.withArray("/moduleDescriptors/0/provides")
                    .addObject()
                    .put("id", "events")
                    .put("version", "1.0.0"),
            copy -> copy.withArray("/moduleDescriptors/0/requires").addObject().put("id", "login"));
    List<String> unnoticed = new ArrayList<>();
    for (Consumer<ObjectNode> mistake : mistakes) {
      ObjectNode copy = APPLICATION.deepCopy();
      mistake.accept(copy);
      if (ApplicationCheck.problems(copy).isEmpty()) {
        unnoticed.add("mistake " + mistakes.indexOf(mistake));
      }
    }
    assertThat(unnoticed).isEmpty();
  }
}

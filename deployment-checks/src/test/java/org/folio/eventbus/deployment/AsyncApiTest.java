/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.folio.adapter.circulation.witness.Witness;
import org.folio.adapter.pubsub.BridgeStreams;
import org.folio.adapter.remotestorage.RemoteStorageAdapter;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.base.wire.EventHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The AsyncAPI documents describe the topics that a module writes and reads. */
class AsyncApiTest {

  private static final Path FOLDER = Project.RAMLS.resolve("asyncapi");

  private static final EventCatalog CATALOG =
      EventCatalog.circulation()
          .and(EventCatalog.feesFines())
          .and(EventCatalog.circulationLog())
          .and(EventCatalog.feesFinesLog())
          .and(Witness.RECORDS)
          .and(BridgeStreams.CATALOG)
          .and(RemoteStorageAdapter.RECORDS);

  private static final Map<String, Map<String, List<String>>> STREAMS =
      Map.of(
          "mod-circulation-adapter",
          Map.of(
              "send",
              List.of(EventCatalog.LOAN_EVENTS, EventCatalog.CIRCULATION_LOG),
              "receive",
              List.of(EventCatalog.ACCOUNT_EVENTS, "circulation.loan")),
          "mod-feesfines-adapter",
          Map.of("send", List.of(EventCatalog.ACCOUNT_EVENTS, EventCatalog.FEES_FINES_LOG)),
          "mod-patron-blocks-adapter",
          Map.of("receive", List.of(EventCatalog.LOAN_EVENTS, EventCatalog.ACCOUNT_EVENTS)),
          "mod-audit-adapter",
          Map.of("receive", List.of(EventCatalog.CIRCULATION_LOG, EventCatalog.FEES_FINES_LOG)),
          "mod-remote-storage-adapter",
          Map.of("receive", List.of(EventCatalog.CIRCULATION_LOG, "inventory.item")),
          "mod-pubsub-bridge",
          Map.of(
              "send", List.copyOf(BridgeStreams.CATALOG.streams()),
              "receive", List.copyOf(BridgeStreams.CATALOG.streams())));

  static List<Path> files() {
    return Project.files(FOLDER, ".yaml").stream()
        .filter(file -> !file.endsWith("common.yaml"))
        .toList();
  }

  private static String module(Path file) {
    return file.getFileName().toString().replace(".yaml", "");
  }

  @ParameterizedTest
  @MethodSource("files")
  void theDocumentIsRight(Path file) {
    AsyncApiDocument document = AsyncApiDocument.of(file);
    assertThat(document.problems(CATALOG)).isEmpty();
    assertThat(document.streams()).isEqualTo(STREAMS.get(module(file)));
  }

  @Test
  void everyModuleHasOne() {
    TreeSet<String> modules = new TreeSet<>();
    for (Deployable deployable : Deployable.values()) {
      modules.add(deployable.module);
    }
    assertThat(files().stream().map(AsyncApiTest::module)).containsExactlyElementsOf(modules);
  }

  @Test
  void everyHeaderIsDescribed() throws IllegalAccessException {
    TreeSet<String> spelled = new TreeSet<>();
    for (Field field : EventHeaders.class.getFields()) {
      spelled.add((String) field.get(null));
    }
    // The first is never written; the second is not a header.
    spelled.removeAll(List.of(EventHeaders.TOKEN, EventHeaders.CONTROL_TYPES));
    JsonNode common = Project.yaml(Project.text(FOLDER.resolve("common.yaml")));
    assertThat(AsyncApiDocument.names(common.path("headers").path("properties")))
        .isEqualTo(spelled);
  }

  @Test
  void aWrongCopyIsFound() {
    AsyncApiDocument document = AsyncApiDocument.of(FOLDER.resolve("mod-feesfines-adapter.yaml"));
    List<Consumer<ObjectNode>> mistakes =
        List.of(
            copy -> copy.put("asyncapi", "2.6.0"),
            copy -> copy.remove("info"),
            copy ->
                ((ObjectNode) copy.at("/operations/answer-republish-requests")).put("action", "do"),
            copy ->
                ((ObjectNode) copy.at("/channels/accountEvents/messages"))
                    .remove("feeFineBalanceChanged"),
            copy ->
                ((ObjectNode) copy.at("/channels/accountEvents"))
                    .put("address", "{env}.{tenant}.other"),
            copy ->
                ((ObjectNode) copy.at("/operations/publish-feesfines-log-records/channel"))
                    .put("$ref", "#/channels/none"),
            copy ->
                ((ObjectNode)
                        copy.at(
                            "/components/messages/accountEvents-feeFineBalanceChanged/payload/schema"))
                    .put("$ref", "../schemas/loanClosed.json"));
    assertThat(mistakes)
        .allSatisfy(
            mistake -> {
              ObjectNode copy = document.copy();
              mistake.accept(copy);
              assertThat(document.with(copy).problems(CATALOG)).isNotEmpty();
            });
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.utils.AppInfoParser;
import org.folio.eventbus.base.settings.Variable;
import org.folio.eventbus.okapi.operate.AdminGuard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The files under {@code deploy} match the variables, routes and metrics of the modules. */
class ManifestTest {

  private static final Path KUBERNETES = Project.DEPLOY.resolve("kubernetes");
  private static final Path MONITORING = Project.DEPLOY.resolve("monitoring");
  private static final Pattern METRIC = Pattern.compile("\\beventbus_[a-z_]+");
  private static final Pattern BUCKETS = Pattern.compile("_(bucket|count|sum)$");

  static List<Path> manifests() {
    return Project.files(KUBERNETES, ".yaml");
  }

  private static List<JsonNode> documents(Path file) {
    List<JsonNode> documents = new ArrayList<>();
    for (String text : Project.text(file).split("(?m)^---$")) {
      documents.add(Project.yaml(text));
    }
    return documents;
  }

  private static Set<String> variables() {
    Set<String> variables = new TreeSet<>();
    for (Deployable deployable : Deployable.values()) {
      VariablesTest.asked(deployable).stream().map(Variable::name).forEach(variables::add);
    }
    variables.add("JAVA_OPTIONS");
    return variables;
  }

  private static JsonNode deployment() {
    return documents(KUBERNETES.resolve("mod-patron-blocks-adapter.yaml")).get(0);
  }

  private static JsonNode variable(JsonNode deployment, String name) {
    for (JsonNode variable : deployment.at("/spec/template/spec/containers/0/env")) {
      if (variable.path("name").asText().equals(name)) {
        return variable;
      }
    }
    throw new AssertionError("No variable " + name);
  }

  private static Set<String> metrics(String text) {
    Set<String> metrics = new TreeSet<>();
    Matcher matcher = METRIC.matcher(text);
    while (matcher.find()) {
      metrics.add(BUCKETS.matcher(matcher.group()).replaceAll(""));
    }
    return metrics;
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void theManifestIsRight(Path file) {
    assertThat(documents(file))
        .allSatisfy(
            document -> assertThat(ManifestCheck.problems(document, variables())).isEmpty());
  }

  @ParameterizedTest
  @EnumSource
  void everyModuleHasAManifestAndAnImageThatIsNotRoot(Deployable deployable) {
    assertThat(documents(KUBERNETES.resolve(deployable.module + ".yaml")))
        .extracting(document -> document.path("kind").asText())
        .containsExactly("Deployment", "Service", "PodDisruptionBudget");
    assertThat(Project.text(Project.ROOT.resolve(deployable.module).resolve("Dockerfile")))
        .contains("USER 1001", "HEALTHCHECK", "/admin/health", "exec java $JAVA_OPTIONS")
        .contains("target/" + deployable.module + ".jar");
  }

  @Test
  void aWrongCopyIsFound() {
    List<Consumer<ObjectNode>> mistakes =
        List.of(
            copy -> copy.put("kind", "Deploiment"),
            copy -> ((ObjectNode) copy.path("spec")).put("replica", 2),
            copy -> ((ObjectNode) copy.path("spec")).put("replicas", "two"),
            copy -> ((ObjectNode) copy.path("metadata")).remove("name"),
            copy ->
                ((ObjectNode) copy.at("/spec/selector/matchLabels"))
                    .put("app.kubernetes.io/name", "other"),
            copy ->
                ((ObjectNode) copy.at("/spec/template/spec"))
                    .put("terminationGracePeriodSeconds", 10),
            copy ->
                ((ObjectNode) copy.at("/spec/template/spec/securityContext"))
                    .remove("runAsNonRoot"),
            copy ->
                ((ObjectNode) copy.at("/spec/template/spec/containers/0")).remove("readinessProbe"),
            copy ->
                ((ObjectNode) copy.at("/spec/template/spec/containers/0/env/0"))
                    .put("name", "DB_USER"),
            copy ->
                ((ObjectNode) variable(copy, AdminGuard.VARIABLE))
                    .put("value", "0123456789abcdef")
                    .remove("valueFrom"));
    assertThat(mistakes)
        .allSatisfy(
            mistake -> {
              ObjectNode copy = deployment().deepCopy();
              mistake.accept(copy);
              assertThat(ManifestCheck.problems(copy, variables())).isNotEmpty();
            });
  }

  @Test
  void passwordsThatGoToKafkaUnencryptedAreFound() {
    ObjectNode copy = documents(KUBERNETES.resolve("configuration.yaml")).get(0).deepCopy();
    ((ObjectNode) copy.path("data")).put("KAFKA_SECURITY_PROTOCOL", "SASL_PLAINTEXT");
    assertThat(ManifestCheck.problems(copy, variables())).hasSize(1);
  }

  @Test
  void composeStartsTheKafkaThatTheTestsRunWith() {
    JsonNode compose = Project.yaml(Project.text(Project.DEPLOY.resolve("compose.yaml")));
    assertThat(compose.path("x-kafka").path("image").asText())
        .isEqualTo("apache/kafka:" + AppInfoParser.getVersion());
  }

  @Test
  void composeStartsEveryModuleWithVariablesThatItReads() {
    JsonNode services =
        Project.yaml(Project.text(Project.DEPLOY.resolve("compose.yaml"))).path("services");
    for (Deployable deployable : Deployable.values()) {
      assertThat(services.path(deployable.module).path("build").asText())
          .isEqualTo("../" + deployable.module);
    }
    JsonNode environment =
        Project.yaml(Project.text(Project.DEPLOY.resolve("compose.yaml")))
            .path("x-module-environment");
    assertThat(variables()).containsAll(AsyncApiDocument.names(environment));
    assertThat(environment.has(AdminGuard.VARIABLE)).isTrue();
  }

  @Test
  void alertsAndDashboardLookAtMetricsThatTheRunbookExplains() {
    Set<String> explained =
        metrics(Project.text(Project.ROOT.resolve("docs").resolve("metrics-and-alerts.md")));
    explained.addAll(
        metrics(Project.text(Project.ROOT.resolve("mod-circulation-adapter/docs/witness.md"))));
    assertThat(explained)
        .containsAll(metrics(Project.text(MONITORING.resolve("alerts.yaml"))))
        .containsAll(metrics(Project.text(MONITORING.resolve("alerts-test.yaml"))))
        .containsAll(metrics(Project.text(MONITORING.resolve("dashboard.json"))));
    assertThat(Project.json(MONITORING.resolve("dashboard.json")).path("panels")).isNotEmpty();
  }

  @Test
  void theRunbookShowsTheAlertsAsTheyAre() {
    String runbook = Project.text(Project.ROOT.resolve("docs").resolve("metrics-and-alerts.md"));
    JsonNode rules =
        Project.yaml(Project.text(MONITORING.resolve("alerts.yaml"))).at("/groups/0/rules");
    assertThat(rules).isNotEmpty();
    assertThat(rules)
        .allSatisfy(rule -> assertThat(runbook).contains("`" + rule.path("expr").asText() + "`"));
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.deployment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.folio.eventbus.okapi.operate.AdminGuard;
import org.jspecify.annotations.Nullable;

/**
 * Finds the problems of a Kubernetes manifest, by Kubernetes' own model and by the needs of
 * modules.
 */
final class ManifestCheck {

  private static final Map<String, Class<?>> KINDS =
      Map.of(
          "ConfigMap", ConfigMap.class,
          "Deployment", Deployment.class,
          "Service", Service.class,
          "PodDisruptionBudget", PodDisruptionBudget.class);

  // A module stops within 20 seconds, after a pause of five.
  private static final long LEAST_GRACE = 25;

  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .setAnnotationIntrospector(new NothingAside());

  // The model would accept unknown members; here a misspelled name is an error.
  private static final class NothingAside extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    @Override
    public Boolean hasAnySetter(Annotated annotated) {
      return false;
    }
  }

  private ManifestCheck() {}

  /**
   * The problems of a manifest, one sentence each; empty if there are none.
   *
   * @param variables the variables that modules read
   */
  static List<String> problems(JsonNode manifest, Set<String> variables) {
    Class<?> kind = KINDS.get(manifest.path("kind").asText());
    if (kind == null) {
      return List.of("Kind " + manifest.path("kind") + " is none that is used here");
    }
    Object model;
    try {
      model = MAPPER.treeToValue(manifest, kind);
    } catch (JsonProcessingException e) {
      return List.of(e.getOriginalMessage());
    }
    List<String> problems = new ArrayList<>();
    if (manifest.at("/metadata/name").asText().isEmpty()) {
      problems.add("It has no name");
    }
    if (model instanceof ConfigMap map) {
      unread(map.getData().keySet(), variables, problems);
      if ("SASL_PLAINTEXT".equals(map.getData().get("KAFKA_SECURITY_PROTOCOL"))) {
        problems.add("Passwords and events go to Kafka unencrypted");
      }
    }
    if (model instanceof Deployment deployment) {
      deployment(deployment, variables, problems);
    }
    return problems;
  }

  private static void unread(Set<String> given, Set<String> variables, List<String> problems) {
    Set<String> unread = new TreeSet<>(given);
    unread.removeAll(variables);
    unread.forEach(name -> problems.add("Variable " + name + " is read by no module"));
  }

  private static void deployment(
      Deployment deployment, Set<String> variables, List<String> problems) {
    var pod = deployment.getSpec().getTemplate().getSpec();
    Map<String, String> selected = deployment.getSpec().getSelector().getMatchLabels();
    Map<String, String> labels = deployment.getSpec().getTemplate().getMetadata().getLabels();
    if (!labels.entrySet().containsAll(selected.entrySet())) {
      problems.add("The selector finds none of its own pods");
    }
    if (pod.getTerminationGracePeriodSeconds() == null
        || pod.getTerminationGracePeriodSeconds() < LEAST_GRACE) {
      problems.add("A pod is not given " + LEAST_GRACE + " s to end");
    }
    if (pod.getSecurityContext() == null
        || !Boolean.TRUE.equals(pod.getSecurityContext().getRunAsNonRoot())) {
      problems.add("Pods may run as root");
    }
    for (Container container : pod.getContainers()) {
      unread(
          new TreeSet<>(container.getEnv().stream().map(EnvVar::getName).toList()),
          variables,
          problems);
      if (container.getEnv().stream().noneMatch(ManifestCheck::isGuard)) {
        problems.add("The admin routes are open: no Secret gives " + AdminGuard.VARIABLE);
      }
      path(container.getReadinessProbe(), "/admin/ready", problems);
      path(container.getLivenessProbe(), "/admin/health", problems);
      if (container.getResources() == null
          || !container.getResources().getLimits().containsKey("memory")) {
        problems.add("Memory is not limited");
      }
    }
  }

  private static boolean isGuard(EnvVar variable) {
    return variable.getName().equals(AdminGuard.VARIABLE)
        && variable.getValueFrom() != null
        && variable.getValueFrom().getSecretKeyRef() != null;
  }

  private static void path(@Nullable Probe probe, String path, List<String> problems) {
    if (probe == null || !path.equals(probe.getHttpGet().getPath())) {
      problems.add("No probe asks " + path);
    }
  }
}

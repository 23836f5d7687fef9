/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing.eureka;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * mgr-tenant-entitlements with the modules that mgr-applications knows. Followed sources: {@code
 * FolioTenantApiClient} (calls, and which answers are success), {@code FolioModuleService} (when a
 * module is called), {@code FolioModuleEntitleFlowFactory}, {@code FolioModuleUpgradeFlowFactory}
 * and {@code FolioModuleRevokeFlowFactory} (the order of call and event), {@code
 * RetryConfiguration} and {@code application.yml} (three attempts, only after an answer of 400 or
 * more, 30 seconds each).
 *
 * <p>Stricter than the original, which takes any status up to 300 for success: only 204 is.
 * Failures are {@link AssertionError}s.
 */
public final class TenantEntitlements {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);
  private static final int ATTEMPTS = 3;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final int LONGER = 5;
  private static final int NO_CONTENT = 204;
  private static final int REPEATED_FROM = 400;

  private final HttpClient client = HttpClient.newHttpClient();
  private final EntitlementTopic topic;
  private final Map<String, ModuleSidecar> modules = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> entitled = new ConcurrentHashMap<>();

  /** Tells of entitlements on the topic. */
  public TenantEntitlements(EntitlementTopic topic) {
    this.topic = topic;
  }

  /** The module can be called at its sidecar. */
  public void discover(ModuleSidecar sidecar) {
    modules.put(sidecar.moduleId(), sidecar);
  }

  List<ModuleSidecar> entitled(String tenant) {
    return entitled.getOrDefault(tenant, Set.of()).stream().map(this::sidecar).toList();
  }

  /** Entitles a tenant for a module. */
  public void entitle(String tenant, String moduleId) {
    install(tenant, moduleId);
    switchSidecar(tenant, moduleId, true);
    topic.entitle(tenant, moduleId);
  }

  /** Moves a tenant to another version; the old one is not called. */
  public void upgrade(String tenant, String from, String to) {
    install(tenant, to);
    switchSidecar(tenant, from, false);
    switchSidecar(tenant, to, true);
    topic.upgrade(tenant, from, to);
  }

  /** Revokes an entitlement; the module is called only to purge. */
  public void revoke(String tenant, String moduleId, boolean purge) {
    if (purge) {
      call(
          tenant,
          moduleId,
          JSON.createObjectNode().put("module_from", moduleId).put("purge", true));
    }
    switchSidecar(tenant, moduleId, false);
    topic.revoke(tenant, moduleId);
  }

  /**
   * The answer of {@code GET /entitlements/{tenant}/applications} ({@code
   * EntitlementApplicationService}), with one application.
   */
  String applications(String tenant) {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode descriptors =
        answer
            .putArray("applicationDescriptors")
            .addObject()
            .put("id", "app-event-bus-0.1.0")
            .put("name", "app-event-bus")
            .put("version", "0.1.0")
            .putArray("moduleDescriptors");
    entitled(tenant).forEach(sidecar -> descriptors.add(sidecar.descriptor()));
    return answer.put("totalRecords", 1).toString();
  }

  private ModuleSidecar sidecar(String moduleId) {
    ModuleSidecar found = modules.get(moduleId);
    if (found == null) {
      throw new AssertionError("No module discovery for " + moduleId);
    }
    return found;
  }

  private void install(String tenant, String moduleId) {
    ObjectNode attributes = JSON.createObjectNode().put("module_to", moduleId);
    attributes.putArray("parameters");
    call(tenant, moduleId, attributes);
  }

  private void switchSidecar(String tenant, String moduleId, boolean on) {
    Set<String> ids = entitled.computeIfAbsent(tenant, any -> ConcurrentHashMap.newKeySet());
    if (on) {
      ids.add(moduleId);
    } else {
      ids.remove(moduleId);
    }
    sidecar(moduleId).entitled(tenant, on);
  }

  private void call(String tenant, String moduleId, ObjectNode attributes) {
    long pause = FIRST_PAUSE.toNanos();
    for (int attempt = 1; true; attempt++) {
      HttpResponse<String> answer = send(tenant, moduleId, attributes);
      if (answer.statusCode() == NO_CONTENT) {
        return;
      }
      if (answer.statusCode() < REPEATED_FROM || attempt == ATTEMPTS) {
        throw new AssertionError(
            "%s answers %s %s".formatted(moduleId, answer.statusCode(), answer.body()));
      }
      LockSupport.parkNanos(pause);
      pause *= LONGER;
    }
  }

  private HttpResponse<String> send(String tenant, String moduleId, ObjectNode attributes) {
    try {
      return client.send(
          HttpRequest.newBuilder(sidecar(moduleId).url().resolve("/_/tenant"))
              .version(HttpClient.Version.HTTP_1_1)
              .timeout(READ_TIMEOUT)
              .header("Content-Type", "application/json")
              .header("x-okapi-tenant", tenant)
              .POST(BodyPublishers.ofString(attributes.toString()))
              .build(),
          BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(moduleId + " cannot be called", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while " + moduleId + " was called", e);
    }
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.folio.eventbus.testing.ChildJvm;
import org.folio.eventbus.testing.ChildJvmBuilder;
import org.folio.eventbus.testing.FreePorts;

/** Runs a released Okapi in a process of its own, without persistent storage, and calls it. */
final class ReleasedOkapi implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(60);

  // One call enables all modules for a tenant or deploys a module.
  private static final Duration CALL = Duration.ofSeconds(120);

  // Okapi stops its modules before itself.
  private static final Duration END = Duration.ofSeconds(60);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int port = FreePorts.next();
  private final ChildJvm process;

  /**
   * Starts Okapi in the project's folder, as the DeploymentDescriptors expect.
   *
   * @param jar Okapi's fat jar
   * @param log the file for the output of Okapi and its modules
   */
  ReleasedOkapi(Path jar, Path log) {
    ChildJvmBuilder builder =
        ChildJvm.jar(jar)
            .java(Path.of(System.getProperty("okapi.java")))
            .quickToStart()
            .systemProperty("http.port", Integer.toString(port))
            .argument("dev")
            .workingFolder(Project.ROOT)
            .logFile(log);
    process = builder.start();
    process.awaitLine(line -> line.contains("API Gateway started"), START);
  }

  URI url() {
    return URI.create("http://localhost:" + port);
  }

  ChildJvm process() {
    return process;
  }

  /** Calls Okapi itself or, with a header X-Okapi-Tenant, a tenant's module. */
  HttpResponse<String> call(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url().resolve(path))
            .timeout(CALL)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(method + " " + path, e);
    }
  }

  private JsonNode done(String method, String path, JsonNode body) {
    HttpResponse<String> answer = call(method, path, body.toString());
    assertThat(answer.statusCode())
        .as("%s %s: %s", method, path, answer.body())
        .isBetween(200, 204);
    return answer.body().isEmpty()
        ? JsonNodeFactory.instance.nullNode()
        : Project.json(answer.body());
  }

  /** Sets environment variables of all modules that Okapi starts. */
  void environment(Map<String, String> variables) {
    variables.forEach(
        (name, value) ->
            done(
                "POST",
                "/_/env",
                JsonNodeFactory.instance.objectNode().put("name", name).put("value", value)));
  }

  /** Registers a module. */
  void register(JsonNode moduleDescriptor) {
    done("POST", "/_/proxy/modules", moduleDescriptor);
  }

  /** Deploys a module, so that Okapi starts it. */
  void deploy(JsonNode deploymentDescriptor) {
    done("POST", "/_/discovery/modules", deploymentDescriptor);
  }

  /** Registers the address of an instance that Okapi did not start. */
  void registerInstance(String id, String instance, URI url) {
    done(
        "POST",
        "/_/discovery/modules",
        JsonNodeFactory.instance
            .objectNode()
            .put("srvcId", id)
            .put("instId", instance)
            .put("url", url.toString()));
  }

  void createTenant(String tenant) {
    done("POST", "/_/proxy/tenants", JsonNodeFactory.instance.objectNode().put("id", tenant));
  }

  /**
   * Calls the install route.
   *
   * @param query such as {@code simulate=true}; may be empty
   * @param actions such as {@code enable mod-audit-1.0.0}
   * @return the actions that Okapi took or, in a simulation, would take, in the same form
   */
  List<String> install(String tenant, String query, List<String> actions) {
    HttpResponse<String> answer = tryInstall(tenant, query, actions);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    List<String> did = new ArrayList<>();
    for (JsonNode one : Project.json(answer.body())) {
      did.add(one.path("action").asText() + " " + one.path("id").asText());
    }
    return did;
  }

  HttpResponse<String> tryInstall(String tenant, String query, List<String> actions) {
    ArrayNode body = JsonNodeFactory.instance.arrayNode();
    for (String action : actions) {
      String[] words = action.split(" ");
      body.addObject().put("action", words[0]).put("id", words[1]);
    }
    return call("POST", "/_/proxy/tenants/%s/install?%s".formatted(tenant, query), body.toString());
  }

  /** The ids of a tenant's enabled modules. */
  List<String> enabled(String tenant) {
    List<String> ids = new ArrayList<>();
    JsonNode all = Project.json(call("GET", "/_/proxy/tenants/" + tenant + "/modules", "").body());
    all.forEach(one -> ids.add(one.path("id").asText()));
    return ids;
  }

  @Override
  public void close() {
    List<ProcessHandle> modules =
        ProcessHandle.of(process.pid()).stream().flatMap(ProcessHandle::descendants).toList();
    if (!process.terminate(END)) {
      process.kill();
    }
    modules.forEach(ProcessHandle::destroyForcibly);
  }
}

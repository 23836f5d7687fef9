/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.folio.eventbus.deployment.StandIn.Reply;
import org.folio.eventbus.deployment.StandIn.Request;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.FolioEnvironment;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.LoanEvents;

/**
 * All modules in each of their modes under a released Okapi, and stand-ins for the modules of
 * others.
 */
final class OkapiInstallation implements AutoCloseable {

  /** The other modules of every tenant: permissions, mod-pubsub, and the required modules. */
  static final List<String> COMMON =
      List.of("okapi", PermissionRegister.ID, "mod-pubsub-1.0.0", "mod-neighbours-1.0.0");

  private static final String USER_GROUP = "503a81cd-6c26-400f-b620-14c08943697c";
  private static final int REFUSED = 400;
  private static final int CREATED = 201;
  private static final int OK = 200;

  final ReleasedOkapi okapi;
  final PermissionRegister permissions = new PermissionRegister();
  private final Map<String, StandIn> standIns = new LinkedHashMap<>();
  private final Map<String, String> loans = new ConcurrentHashMap<>();

  OkapiInstallation(Path jar, Path log, KafkaBroker kafka, DatabaseCoordinates database) {
    okapi = new ReleasedOkapi(jar, log);
    Map<String, String> variables = new HashMap<>(FolioEnvironment.of(kafka, database));
    variables.put("OKAPI_URL", okapi.url().toString());
    variables.put("EVENT_TOPIC_PARTITIONS", "2");
    variables.put("SYSTEM_USER_CREATE", "false");
    variables.put("JAVA_TOOL_OPTIONS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx256m");
    okapi.environment(variables);
    standIn(PermissionRegister.descriptor(), this::announced);
    Map<String, JsonNode> upstream = new LinkedHashMap<>();
    UpstreamModule.all().forEach(one -> upstream.put(one.name(), one.descriptor()));
    // Okapi accepts a module only after the modules that it requires.
    Stream.of(
            "mod-neighbours", "mod-pubsub", "mod-audit", "mod-remote-storage", "mod-patron-blocks")
        .forEach(name -> standIn(upstream.remove(name), this::answer));
    upstream.values().forEach(one -> standIn(one, this::answer));
    for (Deployable deployable : Deployable.values()) {
      okapi.register(deployable.descriptor());
    }
    deployAll();
  }

  private void standIn(JsonNode descriptor, Function<Request, Reply> answers) {
    String id = descriptor.path("id").asText();
    StandIn server = new StandIn(answers);
    standIns.put(descriptor.path("id").asText().replaceFirst("-1.0.0$", ""), server);
    okapi.register(descriptor);
    okapi.registerInstance(id, id + "-1", server.url());
  }

  private Reply announced(Request request) {
    if (!request.path().equals(PermissionRegister.PATH)) {
      return Reply.NOTHING;
    }
    Optional<String> refusal = permissions.announce(request.tenant(), Project.json(request.body()));
    return refusal.map(text -> new Reply(REFUSED, text)).orElse(new Reply(CREATED, request.body()));
  }

  private Reply answer(Request request) {
    if (!request.method().equals("GET")) {
      return Reply.NOTHING;
    }
    String[] words = request.path().split("/");
    String id = words[words.length - 1];
    return switch (words[1]) {
      case "users" ->
          new Reply(
              OK,
              "{\"id\":\"%s\",\"active\":true,\"patronGroup\":\"%s\"}".formatted(id, USER_GROUP));
      case "loan-storage" -> loans(id, request.query());
      default -> new Reply(OK, "{\"accounts\":[],\"totalRecords\":0}");
    };
  }

  private Reply loans(String id, String query) {
    if (loans.containsKey(id)) {
      return new Reply(OK, loans.get(id));
    }
    List<String> found =
        loans.values().stream()
            .filter(
                loan ->
                    !query.contains("userId")
                        || query.contains(Project.json(loan).path("userId").asText()))
            .toList();
    return new Reply(
        OK,
        "{\"loans\":[%s],\"totalRecords\":%d}".formatted(String.join(",", found), found.size()));
  }

  /** Stores an open loan in loan storage. */
  void store(Map<String, Object> checkOut) {
    ObjectNode loan = (ObjectNode) Project.json(LoanEvents.json(checkOut));
    loan.set("id", loan.remove("loanId"));
    loan.putObject("status").put("name", "Open");
    loans.put(loan.path("id").asText(), loan.toString());
  }

  // Each JVM takes some seconds to start, so the starts run concurrently.
  private void deployAll() {
    CompletableFuture.allOf(
            Arrays.stream(Deployable.values())
                .map(one -> CompletableFuture.runAsync(() -> okapi.deploy(one.deployment())))
                .toArray(CompletableFuture[]::new))
        .join();
  }

  /** The stand-in for a module of others. */
  StandIn standIn(String name) {
    return standIns.get(name);
  }

  /** Creates a tenant and enables modules in the given order. */
  void tenant(String tenant, List<String> ids) {
    okapi.createTenant(tenant);
    enable(tenant, Stream.concat(COMMON.stream(), ids.stream()).toList());
  }

  /** Enables modules for a tenant and returns Okapi's actions. */
  List<String> enable(String tenant, List<String> ids) {
    return okapi.install(tenant, "", ids.stream().map(id -> "enable " + id).toList());
  }

  /** Makes Okapi call all timers of a tenant every few seconds. */
  List<String> hurryTimers(String tenant) {
    String path = "/_/proxy/tenants/" + tenant + "/timers";
    List<String> ids = new ArrayList<>();
    for (JsonNode timer : Project.json(okapi.call("GET", path, "").body())) {
      String id = timer.path("id").asText();
      okapi.call("PATCH", path + "/" + id, "{\"unit\":\"second\",\"delay\":\"3\"}");
      ids.add(id);
    }
    return ids;
  }

  /** Registers the running instance as the next version of the module too; returns the id. */
  String nextVersion(Deployable deployable) {
    String id = deployable.module + "-0.2.0";
    okapi.register(((ObjectNode) deployable.descriptor().deepCopy()).put("id", id));
    JsonNode running =
        Project.json(okapi.call("GET", "/_/discovery/modules/" + deployable.id(), "").body());
    okapi.registerInstance(id, id + "-1", URI.create(running.path(0).path("url").asText()));
    return id;
  }

  @Override
  public void close() {
    okapi.close();
    standIns.values().forEach(StandIn::close);
  }
}

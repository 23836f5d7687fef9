/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.module;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.folio.eventbus.console.ConsoleException;

/** Finds the modules with the event bus. */
public final class ModuleDirectory {

  private static final String INTERFACE = "event-bus-admin";
  private static final String PROVIDERS = "/_/proxy/tenants/%s/interfaces/" + INTERFACE;

  // Eureka's gateway has no such route, or leads to mod-okapi-facade, which does not implement it.
  private static final Set<Integer> ON_EUREKA = Set.of(404, 501);

  // Every module with the bus answers a question for any event with its own name, also for a tenant
  // that has not enabled it.
  private static final String ANY_EVENT = "/event-bus/events/00000000-0000-0000-0000-000000000000";

  private ModuleDirectory() {}

  /**
   * The modules of a connection.
   *
   * @throws ConsoleException if neither Okapi nor Eureka's gateway answers, or none is known
   */
  public static Modules find(Connection connection) {
    ModuleClient client = new ModuleClient(connection);
    return new Modules(
        connection.okapi().isPresent()
            ? fromOkapi(connection.okapi().get(), connection.tenant(), client)
            : direct(connection, client),
        client);
  }

  private static List<EventBusModule> fromOkapi(URI okapi, String tenant, ModuleClient client) {
    EventBusModule itself = new EventBusModule("Okapi", okapi, Optional.empty());
    ModuleAnswer answer = client.get(itself, PROVIDERS.formatted(tenant), Map.of()).join();
    List<String> ids = new ArrayList<>();
    if (answer.good()) {
      answer.body().forEach(provider -> ids.add(provider.path("id").asText()));
    } else if (ON_EUREKA.contains(answer.status())) {
      EntitledModules.Providers providers = EntitledModules.of(itself, client, INTERFACE);
      if (!providers.answer().good()) {
        throw ConsoleException.unreachable(
            "Okapi does not tell which modules of tenant %s have an event bus. %s. Nor does Eureka at /entitlements. %s%s"
                .formatted(
                    tenant,
                    answer.failure(),
                    providers.answer().failure(),
                    hint(providers.answer().status())));
      }
      ids.addAll(providers.ids());
    } else {
      throw ConsoleException.unreachable(
          "Okapi does not tell which modules of tenant %s have an event bus. %s%s"
              .formatted(tenant, answer.failure(), hint(answer.status())));
    }
    if (ids.isEmpty()) {
      throw ConsoleException.unreachable(
          "No module of tenant %s provides the interface event-bus-admin at %s: enable one for the tenant, or look at --tenant"
              .formatted(tenant, okapi));
    }
    return ids.stream().map(id -> new EventBusModule(nameOf(id), okapi, Optional.of(id))).toList();
  }

  private static String hint(int status) {
    return switch (status) {
      case 401, 403 ->
          ". Give a token (--token-file, OKAPI_TOKEN) of a user with permission okapi.proxy.tenants.interfaces.get or okapi.all";
      case 404 -> ". Look at --tenant and --okapi";
      default -> "";
    };
  }

  // mod-patron-blocks-adapter-0.1.0-SNAPSHOT.7
  private static String nameOf(String id) {
    return id.replaceFirst("-\\d.*$", "");
  }

  private static List<EventBusModule> direct(Connection connection, ModuleClient client) {
    List<CompletableFuture<EventBusModule>> modules = new ArrayList<>();
    connection
        .modules()
        .forEach(
            (name, url) -> {
              EventBusModule module = new EventBusModule(name, url, Optional.empty());
              modules.add(
                  name.equals(url.toString())
                      ? client.get(module, ANY_EVENT, Map.of()).thenApply(ModuleDirectory::named)
                      : CompletableFuture.completedFuture(module));
            });
    return modules.stream().map(CompletableFuture::join).toList();
  }

  private static EventBusModule named(ModuleAnswer answer) {
    JsonNode name = answer.body().path("module");
    EventBusModule asked = answer.module();
    return name.isTextual()
        ? new EventBusModule(name.asText(), asked.base(), Optional.empty())
        : asked;
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing.eureka;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.folio.eventbus.testing.eureka.ProxyServer.Incoming;
import org.folio.eventbus.testing.eureka.ProxyServer.Reply;

/**
 * folio-module-sidecar beside one module. Requests to the module pass it, and the module's own
 * requests to others. Followed sources: {@code RoutingLookupUtils} (which requests are the
 * module's), {@code TenantFilter} and {@code ErrorHandler} (tenants that are not entitled), {@code
 * IngressRequestHandler} and {@code RequestForwardingService} (headers), {@code
 * EgressRequestHandler} (tokens).
 *
 * <p>Stricter than the original: an endpoint with a permission needs a token, and a request to
 * others a tenant.
 */
public final class ModuleSidecar implements AutoCloseable {

  private static final String TENANT = "x-okapi-tenant";
  private static final String TOKEN = "x-okapi-token";
  private static final String REQUEST_ID = "x-okapi-request-id";
  private static final String MODULE_ID = "x-okapi-module-id";

  private final JsonNode descriptor;
  private final URI module;
  private final RoutingEntries own;
  private final Map<URI, RoutingEntries> others = new ConcurrentHashMap<>();
  private final Set<String> tenants = ConcurrentHashMap.newKeySet();
  private final ProxyServer server = new ProxyServer(this::answer);

  /**
   * Starts before the module, which gets {@link #url} as its OKAPI_URL.
   *
   * @param module the module's address, or what it will be
   */
  public ModuleSidecar(JsonNode descriptor, URI module) {
    this.descriptor = descriptor;
    this.module = module;
    this.own = new RoutingEntries(descriptor);
  }

  /** The address for the module and for the gateway. */
  public URI url() {
    return server.url();
  }

  /** The module that it stands beside. */
  public String moduleId() {
    return descriptor.path("id").asText();
  }

  JsonNode descriptor() {
    return descriptor;
  }

  /** Another module that this one may call. */
  public void knows(JsonNode other, URI address) {
    others.put(address, new RoutingEntries(other));
  }

  /** The token of the module's system user. */
  public String systemUserToken() {
    return "system-user-of-" + moduleId();
  }

  void entitled(String tenant, boolean entitled) {
    if (entitled) {
      tenants.add(tenant);
    } else {
      tenants.remove(tenant);
    }
  }

  private Reply answer(Incoming request) {
    Optional<RoutingEntries.Entry> entry =
        own.find(request.method(), request.path(), request.header(MODULE_ID));
    return entry.isPresent() ? ingress(request, entry.get()) : egress(request);
  }

  private Reply ingress(Incoming request, RoutingEntries.Entry entry) {
    String tenant = request.header(TENANT);
    if (!entry.interfaceId().equals("_tenant") && (tenant == null || !tenants.contains(tenant))) {
      return error(
          400,
          "TenantNotEnabledException",
          "tenant_not_enabled",
          "Application is not enabled for tenant: " + tenant);
    }
    if (entry.isProtected() && request.header(TOKEN) == null) {
      return error(401, "UnauthorizedException", "authorization_error", "Unauthorized");
    }
    Map<String, String> headers = headers(request);
    headers.put("x-okapi-url", url().toString());
    return server.handOn(request, module, headers);
  }

  private Reply egress(Incoming request) {
    for (Map.Entry<URI, RoutingEntries> other : others.entrySet()) {
      if (other
          .getValue()
          .find(request.method(), request.path(), request.header(MODULE_ID))
          .isPresent()) {
        return egress(request, other.getKey());
      }
    }
    return error(404, "NotFoundException", "route_not_found_error", "Route is not found");
  }

  private Reply egress(Incoming request, URI other) {
    String tenant = request.header(TENANT);
    if (tenant == null) {
      return error(400, "BadRequestException", "service_error", "No tenant");
    }
    Map<String, String> headers = headers(request);
    headers.put("x-system-token", "service-of-" + tenant);
    if (request.header(TOKEN) == null) {
      if (!descriptor.at("/metadata/user").isObject()) {
        return error(400, "BadRequestException", "service_error", "System user token is required");
      }
      headers.put(TOKEN, systemUserToken());
    }
    return server.handOn(request, other, headers);
  }

  private static Map<String, String> headers(Incoming request) {
    Map<String, String> headers = new TreeMap<>(request.headers());
    headers.remove("user-agent");
    headers.remove("priority");
    headers.merge(REQUEST_ID, "123456/sidecar", (before, mine) -> before + ";" + mine);
    return headers;
  }

  private static Reply error(int status, String type, String code, String message) {
    return Reply.json(
        status,
        "{\"errors\":[{\"type\":\"%s\",\"code\":\"%s\",\"message\":\"%s\"}],\"total_records\":1}"
            .formatted(type, code, message));
  }

  @Override
  public void close() {
    server.close();
  }
}

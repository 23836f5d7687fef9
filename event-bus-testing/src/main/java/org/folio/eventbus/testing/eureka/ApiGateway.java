/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing.eureka;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.folio.eventbus.testing.eureka.ProxyServer.Incoming;
import org.folio.eventbus.testing.eureka.ProxyServer.Reply;

/**
 * Kong with the routes that Eureka's managers register. Followed source: {@code KongGatewayService}
 * of applications-poc-tools: no route for system interfaces; every route needs a tenant, and one of
 * an interface of several modules the exact id of the module. Routes are of the tenants that are
 * entitled for the module, as with {@code APIGW_TENANT_CHECKS_ENABLED}; versions side by side need
 * that. There are no routes of Okapi's own.
 */
public final class ApiGateway implements AutoCloseable {

  private static final Pattern APPLICATIONS = Pattern.compile("/entitlements/([^/]+)/applications");

  private final TenantEntitlements manager;
  private final ProxyServer server = new ProxyServer(this::answer);

  /** A gateway to the modules of the manager, and to the manager. */
  public ApiGateway(TenantEntitlements manager) {
    this.manager = manager;
  }

  /** The address for users. */
  public URI url() {
    return server.url();
  }

  private Reply answer(Incoming request) {
    Matcher applications = APPLICATIONS.matcher(request.path());
    if (applications.matches()) {
      return Reply.json(200, manager.applications(applications.group(1)));
    }
    String tenant = request.header("x-okapi-tenant");
    if (tenant != null) {
      for (ModuleSidecar sidecar : manager.entitled(tenant)) {
        Optional<RoutingEntries.Entry> entry =
            new RoutingEntries(sidecar.descriptor())
                .find(request.method(), request.path(), request.header("x-okapi-module-id"));
        if (entry.isPresent() && !entry.get().isSystem()) {
          return server.handOn(request, sidecar.url(), Map.copyOf(request.headers()));
        }
      }
    }
    return Reply.json(404, "{\"message\":\"no Route matched with those values\"}");
  }

  @Override
  public void close() {
    server.close();
  }
}

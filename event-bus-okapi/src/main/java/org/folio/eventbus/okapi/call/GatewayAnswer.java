/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.call;

/**
 * Answers of Okapi or of Eureka's sidecar in the place of a module. Followed sources: Okapi's
 * {@code ProxyService}, the sidecar's {@code ErrorHandler} and {@code RoutingService}.
 */
public final class GatewayAnswer {

  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;

  private static final String CODE = "code";
  private static final String TYPE = "type";

  private GatewayAnswer() {}

  /**
   * Whether the module cannot be called at the moment, so that the answer says nothing about a
   * record: the tenant is not entitled for it, its location or a system user is not known, no
   * instance runs, or the gateway itself is not ready.
   */
  public static boolean isOutage(ModuleReply answer) {
    return switch (answer.status()) {
      case BAD_REQUEST -> isOutage(answer.ofFirstError(CODE), answer.ofFirstError(TYPE));
      case NOT_FOUND ->
          text(answer).startsWith("No running module instance found") || isPage(answer);
      default -> false;
    };
  }

  private static boolean isOutage(String code, String type) {
    return code.equals("tenant_not_enabled")
        || code.equals("service_error") && type.equals("BadRequestException");
  }

  // A sidecar that is starting has no routes, and its server answers with a page. No module does:
  // it
  // answers with text, JSON or nothing.
  private static boolean isPage(ModuleReply answer) {
    return text(answer).startsWith("<");
  }

  /**
   * Whether the gateway knows no module for the path. Of an interface that the descriptor requires,
   * that is an outage too.
   */
  public static boolean isUnrouted(ModuleReply answer) {
    return answer.status() == NOT_FOUND
        && (answer.ofFirstError(CODE).equals("route_not_found_error")
            || text(answer).startsWith("No suitable module found"));
  }

  private static String text(ModuleReply answer) {
    return answer.body().toString().stripLeading();
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Base64;
import java.util.UUID;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.folio.eventbus.okapi.http.StrictUuid;
import org.jspecify.annotations.Nullable;

/**
 * The content of Okapi's headers of a request.
 *
 * @param tenant the checked tenant
 * @param url base address for calls back through Okapi, or null
 * @param token the token for these calls, or null when the tenant has no authentication; secret
 * @param requestId Okapi's request id, or null
 * @param userId the acting user, or null for timers and system calls
 */
public record OkapiRequest(
    TenantId tenant,
    @Nullable String url,
    @Nullable String token,
    @Nullable String requestId,
    @Nullable String userId) {

  /** The response to a request without tenant, with the exact text of other FOLIO modules. */
  static final String TENANT_MISSING = "Unable to process request Tenant must be set";

  /**
   * Reads the headers.
   *
   * @throws HttpFailure 400 if the tenant is missing or not valid
   */
  public static OkapiRequest of(RoutingContext ctx) {
    MultiMap headers = ctx.request().headers();
    return new OkapiRequest(
        tenant(headers.get(OkapiHeaders.TENANT)),
        headers.get(OkapiHeaders.URL),
        headers.get(OkapiHeaders.TOKEN),
        headers.get(OkapiHeaders.REQUEST_ID),
        headers.get(OkapiHeaders.USER_ID));
  }

  private static TenantId tenant(@Nullable String value) {
    if (value == null || value.isBlank()) {
      throw HttpFailure.text(400, TENANT_MISSING);
    }
    try {
      return new TenantId(value);
    } catch (IllegalArgumentException e) {
      throw HttpFailure.text(400, "Header " + OkapiHeaders.TENANT + " is wrong: " + e.getMessage());
    }
  }

  /**
   * The user recorded as creator or editor of a record: the acting user, or else the user in the
   * token, as in other FOLIO modules. Okapi has verified the token; it grants nothing here.
   *
   * @return null if it is not a UUID, or there is none
   */
  public @Nullable UUID actingUser() {
    return StrictUuid.parse(userId == null ? userOfToken() : userId).orElse(null);
  }

  private @Nullable String userOfToken() {
    String[] parts = token == null ? new String[0] : token.split("\\.");
    if (parts.length < 2) {
      return null;
    }
    try {
      byte[] claims = Base64.getUrlDecoder().decode(parts[1]);
      return new JsonObject(Buffer.buffer(claims)).getValue("user_id") instanceof String user
          ? user
          : null;
    } catch (IllegalArgumentException | DecodeException e) {
      // A token of another kind names no user.
      return null;
    }
  }

  /** Tenant and request id only: the token is secret and the user is personal. */
  @Override
  public String toString() {
    return "request " + requestId + " of tenant " + tenant;
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.publish;

import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.http.HttpFailure;

/**
 * The header that identifies a repeated request.
 *
 * @param text 1 to {@value #LONGEST} characters
 */
public record IdempotencyKey(String text) {

  /** Longest key, in characters. */
  public static final int LONGEST = 255;

  private static final String HEADER = "Idempotency-Key";

  /**
   * The key of a request; empty if it has none.
   *
   * @throws HttpFailure 400 if it is too long
   */
  public static Optional<IdempotencyKey> of(RoutingContext ctx) {
    Optional<String> key =
        Optional.ofNullable(ctx.request().getHeader(HEADER)).filter(text -> !text.isBlank());
    if (key.isPresent() && key.get().length() > LONGEST) {
      throw HttpFailure.text(
          400, "Header %s is longer than %s characters".formatted(HEADER, LONGEST));
    }
    return key.map(IdempotencyKey::new);
  }

  // A repeated request has the same ids, and the same id published twice is one event.
  UUID eventId(TenantId tenant, int index) {
    return UUID.nameUUIDFromBytes(
        (HEADER + "\n" + tenant + "\n" + text + "\n" + index).getBytes(StandardCharsets.UTF_8));
  }
}

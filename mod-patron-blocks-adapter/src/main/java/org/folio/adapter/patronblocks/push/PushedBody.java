/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.push;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.folio.adapter.patronblocks.fact.PatronStreams;
import org.folio.adapter.patronblocks.feefine.FeeFineProjection;
import org.folio.adapter.patronblocks.loan.PatronLoanProjection;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.value.Violation;
import org.folio.eventbus.okapi.http.ErrorBody;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.jspecify.annotations.Nullable;

/** Reads and checks the body of a handler (contract: mod-patron-blocks 2.3). */
final class PushedBody {

  private PushedBody() {}

  /**
   * The event that the body describes. Unknown members are dropped, and so is {@code metadata},
   * which mod-patron-blocks overwrites.
   *
   * @throws HttpFailure 422 if a member is missing or breaks its pattern, 400 if one cannot be read
   */
  static PushedEvent read(PushedEventType type, TenantId tenant, JsonObject body) {
    JsonObject payload = new JsonObject();
    for (PushedField field : type.fields()) {
      Object value = field.read(body);
      if (value != null) {
        payload.put(field.name(), value);
      }
    }
    String text = payload.encode();
    check(PatronStreams.CATALOG.violations(type.name(), text));
    PushedEvent event =
        new PushedEvent(
            identity(type, text), type, id(payload, "userId"), id(payload, "feeFineId"), text);
    checkApplicable(event, tenant);
    return event;
  }

  // An unparsable member is 400 at once, because Jackson rejects it before validation.
  private static void check(List<Violation> violations) {
    Optional<Violation> unreadable =
        violations.stream()
            .filter(violation -> violation.code().equals(ErrorBody.NO_CODE))
            .findFirst();
    if (unreadable.isPresent()) {
      Violation first = unreadable.get();
      throw HttpFailure.text(
          400, "The member " + first.path() + " of the request body " + first.message());
    }
    if (!violations.isEmpty()) {
      throw HttpFailure.invalid(violations);
    }
  }

  // An accepted event can be applied: the check uses the projection's own code.
  private static void checkApplicable(PushedEvent event, TenantId tenant) {
    try {
      PatronLoanProjection.check(event.event(tenant, 1, Instant.EPOCH));
      FeeFineProjection.check(event.event(tenant, 1, Instant.EPOCH));
    } catch (IllegalArgumentException e) {
      throw HttpFailure.text(400, String.valueOf(e.getMessage()), e);
    }
  }

  private static UUID identity(PushedEventType type, String payload) {
    return UUID.nameUUIDFromBytes((type.name() + payload).getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable UUID id(JsonObject payload, String name) {
    String text = payload.getString(name);
    return text == null ? null : UUID.fromString(text);
  }
}

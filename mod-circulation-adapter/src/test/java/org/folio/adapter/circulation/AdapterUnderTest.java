/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.LoanEvents;
import org.folio.eventbus.testing.ModuleUnderTest;

/** An adapter on a port of this machine, with its database, as a test sees them. */
public final class AdapterUnderTest extends ModuleUnderTest {

  /** How long anything may take. */
  public static final Duration LIMIT = ModuleUnderTest.LIMIT;

  public AdapterUnderTest(int port, DatabaseCoordinates database) {
    super(port, CirculationAdapter.MODULE, database);
  }

  /** A check-out as a line. */
  public static String checkOut(UUID user) {
    return event(
        "ITEM_CHECKED_OUT",
        new JsonObject(
            LoanEvents.json(
                LoanEvents.itemCheckedOut(
                    user, UUID.randomUUID(), Instant.parse("2026-03-15T22:59:59Z")))));
  }

  /** An event as a line. */
  public static String event(String type, JsonObject payload) {
    return new JsonObject().put("type", type).put("payload", payload).encode();
  }

  /** Check-outs as lines. */
  public static List<String> checkOuts(UUID user, int number) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      lines.add(checkOut(user));
    }
    return lines;
  }

  public static JsonObject json(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return new JsonObject(answer.body());
  }

  /** Outbox and journal. */
  public static String everything() {
    return storedBy(CirculationAdapter.MODULE);
  }
}

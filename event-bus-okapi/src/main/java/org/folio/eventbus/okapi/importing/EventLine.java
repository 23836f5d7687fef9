/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.importing;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.folio.eventbus.Correlation;
import org.folio.eventbus.EventDraft;
import org.folio.eventbus.base.value.Violation;
import org.folio.eventbus.okapi.http.JsonBody;
import org.folio.eventbus.okapi.publish.EventBody;
import org.jspecify.annotations.Nullable;

/**
 * One line of an import.
 *
 * @param number from 1
 * @param bytes its length
 * @param digest digest of all lines up to this one
 * @param draft its event; null if the line is empty or invalid
 * @param violations why it is invalid; empty if it is valid, or not yet checked
 */
record EventLine(
    long number, int bytes, Buffer digest, @Nullable EventDraft draft, List<Violation> violations) {

  static EventLine read(long number, byte[] text, Buffer digest, Correlation correlation) {
    if (isBlank(text)) {
      return new EventLine(number, text.length, digest, null, List.of());
    }
    Optional<JsonObject> body = JsonBody.object(text);
    if (body.isEmpty()) {
      return refused(
          number, text.length, digest, new Violation("", null, "must be a JSON object", "-1"));
    }
    List<Violation> violations = new ArrayList<>();
    EventDraft draft = EventBody.draft(body.get(), "", correlation, violations);
    return new EventLine(
        number, text.length, digest, violations.isEmpty() ? draft : null, violations);
  }

  private static EventLine refused(long number, int bytes, Buffer digest, Violation violation) {
    return new EventLine(number, bytes, digest, null, List.of(violation));
  }

  /** The same line, found to be invalid. */
  EventLine refused(List<Violation> why) {
    return new EventLine(number, bytes, digest, null, why);
  }

  private static boolean isBlank(byte[] text) {
    for (byte character : text) {
      if (character != ' ' && character != '\t') {
        return false;
      }
    }
    return true;
  }
}

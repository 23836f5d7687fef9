/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.folio.eventbus.console.output.Text;

/** The findings of an examination, as templates need them. */
public final class Findings {

  private Findings() {}

  /** The findings of a level. */
  public static List<JsonNode> of(JsonNode examination, String level) {
    return StreamSupport.stream(examination.path("findings").spliterator(), false)
        .filter(one -> Text.of(one, "level").equals(level))
        .toList();
  }
}

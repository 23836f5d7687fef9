/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.folio.eventbus.base.value.Violation;
import org.junit.jupiter.api.Test;

/** What a publisher is told about a payload that its schema refuses. */
class PayloadSchemaTest {

  private final PayloadSchema formats = PayloadSchema.load("formats.json");

  @Test
  void violatedFormatIsNamedAsWhatItIs() throws JsonProcessingException {
    assertThat(
            formats.violations(
                new ObjectMapper()
                    .readTree("{\"when\": \"soon\", \"id\": \"1\", \"mail\": \"me\"}")))
        .extracting(Violation::path, Violation::message)
        .containsExactlyInAnyOrder(
            tuple("when", "must be an ISO-8601 date and time of the years 0001 to 9999"),
            tuple("id", "must be a UUID"),
            tuple("mail", "must have the format email"));
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.folio.eventbus.base.value.Violation;
import org.junit.jupiter.api.Test;

/** The message to a publisher whose payload the schema refuses. */
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

  /** The schemas of a module's own types may be in another folder than the library's. */
  @Test
  void schemaOfACurrentDraftLiesAnywhereAndRefersToWhatLiesBesideIt() throws Exception {
    PayloadSchema own = PayloadSchema.load("/acme/schemas/roomBooked.json");
    JsonNode wrong = new ObjectMapper().readTree("{\"room\": {\"floor\": \"two\"}, \"seats\": 0}");
    JsonNode right = new ObjectMapper().readTree("{\"room\": {\"floor\": 2}, \"seats\": 1}");

    assertThat(own.identifier()).isEqualTo("https://acme.example/schemas/roomBooked.json");
    assertThat(own.declares("room")).isTrue();
    assertThat(own.violations(right)).isEmpty();
    assertThat(own.violations(wrong))
        .extracting(Violation::path, Violation::message)
        .containsExactlyInAnyOrder(
            tuple("room.floor", "must be of type integer"),
            tuple("seats", "must have an exclusive minimum value of 0"));
  }

  @Test
  void schemaThatRefersElsewhereIsRefusedByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PayloadSchema.load("/acme/schemas/elsewhere.json"))
        .withMessageContaining(
            "/acme/schemas/elsewhere.json refers to https://other.example/x.json");
  }
}

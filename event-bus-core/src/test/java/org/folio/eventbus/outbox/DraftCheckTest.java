/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.EventDraft;
import org.folio.eventbus.InvalidEventException;
import org.folio.eventbus.testing.ProducedPayload;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A published payload satisfies each consumer. */
class DraftCheckTest {

  private static final Instant NOW = Instant.parse("2026-03-10T09:00:01.120Z");
  private static final EventCatalog ALL =
      EventCatalog.circulation()
          .and(EventCatalog.feesFines())
          .and(EventCatalog.circulationLog())
          .and(EventCatalog.feesFinesLog());

  // The same as in routes that accept events: a decimal number is not converted to a double.
  private static final ObjectMapper REQUESTS =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private final DraftCheck check = new DraftCheck(ALL, 100_000, Clock.fixed(NOW, ZoneOffset.UTC));

  static List<ProducedPayload> produced() {
    return ProducedPayload.all().stream()
        .filter(one -> ALL.typeNames().contains(one.type()))
        .toList();
  }

  @SuppressWarnings("unchecked")
  private NewEvent publish(String type, @Nullable String stream, String payload) {
    EventDraft draft;
    try {
      draft = EventDraft.of(type, new JsonObject(REQUESTS.readValue(payload, Map.class)));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
    return check.check(List.of(stream == null ? draft : draft.onStream(stream))).get(0);
  }

  private static @Nullable String stream(ProducedPayload produced) {
    if (!produced.type().equals("LOG_RECORD")) {
      return null;
    }
    return produced.producer().equals("mod-feesfines")
        ? EventCatalog.FEES_FINES_LOG
        : EventCatalog.CIRCULATION_LOG;
  }

  @ParameterizedTest
  @MethodSource("produced")
  void whatFoliosProducersSendIsPublishedAndReadByTheSameRule(ProducedPayload produced) {
    NewEvent event = publish(produced.type(), stream(produced), produced.json());
    assertThat(
            ALL.violations(ALL.type(event.stream(), event.type()).orElseThrow(), event.payload()))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1E400", "-1E400", "1E200", "1E-200"})
  void aNumberThatNoConsumerCanApplyIsRefused(String number) {
    String payload =
        "{\"feeFineId\":\"a9e4b7c2-5d38-4c1f-9f5e-7b2d6e1c3333\",\"balance\":%s}".formatted(number);
    assertThatThrownBy(() -> publish("FEE_FINE_BALANCE_CHANGED", null, payload))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageStartingWith("[0].payload.balance ");
    assertThatThrownBy(
            () ->
                publish(
                    "LOAN_RELATED_FEE_FINE_CLOSED",
                    null,
                    "{\"loanId\":\"0\",\"more\":[%s]}".formatted(number)))
        .as("of a member that no schema knows, too")
        .isInstanceOf(InvalidEventException.class)
        .hasMessageStartingWith("[0].payload.more.0 ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"createdDate\":1796000000000} | 2026-11-30T00:53:20Z",
        "{\"createdDate\":\"1796000000000\"} | 2026-11-30T00:53:20Z",
        "{\"createdDate\":\"2026-11-30T00:53:20.000+00:00\"} | 2026-11-30T00:53:20Z",
        "{\"createdDate\":null} | 2026-03-10T09:00:01.120Z",
        "{} | 2026-03-10T09:00:01.120Z",
        "null | 2026-03-10T09:00:01.120Z"
      })
  void theTimeIsThatOfThePayloadOrNow(String metadata, Instant time) {
    NewEvent event =
        publish(
            "LOAN_RELATED_FEE_FINE_CLOSED",
            null,
            "{\"loanId\":\"0\",\"metadata\":%s}".formatted(metadata));
    assertThat(event.time()).isEqualTo(time);
    assertThat(new JsonObject(event.payload()).getJsonObject("metadata").getValue("createdDate"))
        .isNotNull();
  }
}

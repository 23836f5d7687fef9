/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.logrecord;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.EventType;
import org.folio.eventbus.base.value.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Schemas and keys of all kinds of log records. */
class LogRecordsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String USER = "2f1c7a34-93a1-4d0e-8e58-0c3a6be0a111";
  private static final String LOAN = "b6d1f5a0-4f3b-4b5e-8a27-19f4d3c0b222";
  private static final String ITEM = "5e3c9f70-1d2b-4f6a-8c41-aa0b7c5d4444";
  private static final String REQUEST = "9f8e7d6c-5b4a-4c3d-9e2f-1a0b9c8d7777";
  private static final String ACCOUNT = "a9e4b7c2-5d38-4c1f-9f5e-7b2d6e1c3333";
  private static final EventCatalog BOTH =
      EventCatalog.circulationLog().and(EventCatalog.feesFinesLog());
  private static final EventType CIRCULATION =
      BOTH.type(EventCatalog.CIRCULATION_LOG, EventCatalog.LOG_RECORD).orElseThrow();
  private static final EventType FEES_FINES =
      BOTH.type(EventCatalog.FEES_FINES_LOG, EventCatalog.LOG_RECORD).orElseThrow();

  static Stream<Arguments> records() {
    return Stream.of(
        record(CIRCULATION, "logCheckIn", LOAN, "servicePointId"),
        record(CIRCULATION, "logCheckIn", LOAN, "loanId"),
        record(CIRCULATION, "logCheckIn", LOAN, "systemReturnDate"),
        record(CIRCULATION, "logCheckIn", LOAN, "returnDate"),
        record(CIRCULATION, "logCheckIn", LOAN, "dueDate"),
        record(CIRCULATION, "logCheckOut", LOAN, "servicePointId"),
        record(CIRCULATION, "logCheckOut", LOAN, "loanId"),
        record(CIRCULATION, "logLoan", LOAN, "payload"),
        record(CIRCULATION, "logLoan", LOAN, "payload.loanId"),
        record(CIRCULATION, "logNotice", LOAN, "payload"),
        record(CIRCULATION, "logRequestCreated", REQUEST, "payload.requests"),
        record(CIRCULATION, "logRequestCreated", REQUEST, "payload.requests.created"),
        record(CIRCULATION, "logRequestCreated", REQUEST, "payload.requests.created.id"),
        record(CIRCULATION, "logRequestCreated", REQUEST, "payload.requests.created.requestType"),
        record(CIRCULATION, "logRequestCreated", REQUEST, "payload.requests.created.requesterId"),
        record(CIRCULATION, "logRequestUpdated", REQUEST, "payload.requests.original"),
        record(CIRCULATION, "logRequestUpdated", REQUEST, "payload.requests.updated"),
        record(CIRCULATION, "logRequestUpdated", REQUEST, "payload.requests.updated.requestType"),
        record(CIRCULATION, "logRequestReordered", REQUEST, "payload.requests.reordered"),
        record(CIRCULATION, "logRequestReordered", REQUEST, "payload.requests.reordered.0.id"),
        record(CIRCULATION, "logRequestAnonymized", REQUEST, "payload.linkToIds"),
        record(CIRCULATION, "logRequestAnonymized", REQUEST, "payload.linkToIds.requestId"),
        record(FEES_FINES, "logFeeFine", LOAN, "payload.date"),
        record(FEES_FINES, "logFeeFine", LOAN, "payload.userId"),
        record(FEES_FINES, "logFeeFine", LOAN, "payload.accountId"),
        record(FEES_FINES, "logFeeFineNotice", LOAN, "payload"),
        record(FEES_FINES, "logManualBlock", USER, "payload.userId"),
        record(FEES_FINES, "logManualBlock", USER, "payload.desc"));
  }

  @ParameterizedTest
  @MethodSource("records")
  void recordOfAModuleIsValidHasItsKeyAndMissesEachRequiredField(
      EventType type, String example, String key, String required) throws IOException {
    JsonNode payload = example(example);

    assertThat(BOTH.violations(type, payload)).isEmpty();
    assertThat(type.keyRule().key(payload)).contains(key);
    assertThat(BOTH.violations(type, without(payload, required)))
        .containsExactly(
            new Violation(
                required,
                null,
                "must not be null",
                "jakarta.validation.constraints.NotNull.message"));
  }

  @Test
  void kindIsRequiredAndEachStreamKnowsOnlyItsOwn() throws IOException {
    assertThat(BOTH.violations(CIRCULATION, without(example("logLoan"), "logEventType")))
        .extracting(Violation::path)
        .containsExactly("logEventType");
    assertThat(BOTH.violations(FEES_FINES, example("logLoan")))
        .extracting(Violation::path)
        .containsExactly("logEventType");
    assertThat(BOTH.violations(CIRCULATION, example("logFeeFine")))
        .extracting(Violation::path)
        .containsExactly("logEventType");
  }

  @Test
  void checkInWithoutALoanNeedsNoDates() throws IOException {
    ObjectNode record = (ObjectNode) example("logCheckIn");
    record.remove(List.of("loanId", "isLoanClosed", "systemReturnDate", "returnDate", "dueDate"));

    assertThat(BOTH.violations(CIRCULATION, record)).isEmpty();
    assertThat(CIRCULATION.keyRule().key(record)).contains(ITEM);
    record.remove(List.of("itemId"));
    assertThat(CIRCULATION.keyRule().key(record)).contains(USER);
    record.remove(List.of("userId"));
    assertThat(CIRCULATION.keyRule().key(record)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, " + ITEM, "'', " + ITEM, LOAN + ", " + LOAN})
  void textThatIsNoIdIsNoKey(String loan, String key) throws IOException {
    ObjectNode record = (ObjectNode) example("logFeeFine");
    ((ObjectNode) record.get("payload")).put("loanId", loan);

    assertThat(BOTH.violations(FEES_FINES, record)).isEmpty();
    assertThat(FEES_FINES.keyRule().key(record)).contains(key);
  }

  @Test
  void feeWithoutLoanAndItemHasTheKeyOfItsAccount() throws IOException {
    JsonNode record = without(without(example("logFeeFine"), "payload.loanId"), "payload.itemId");

    assertThat(BOTH.violations(FEES_FINES, record)).isEmpty();
    assertThat(FEES_FINES.keyRule().key(record)).contains(ACCOUNT);
  }

  @Test
  void catalogOfBothStreamsTellsThemApart() {
    assertThat(BOTH.types()).containsExactly(CIRCULATION, FEES_FINES);
    assertThat(BOTH.typeNames()).containsExactly(EventCatalog.LOG_RECORD);
    assertThat(BOTH.streams())
        .containsExactly(EventCatalog.CIRCULATION_LOG, EventCatalog.FEES_FINES_LOG);
    assertThat(BOTH.type(EventCatalog.LOG_RECORD)).isEmpty();
    assertThat(BOTH.of(List.of(EventCatalog.FEES_FINES_LOG)).type(EventCatalog.LOG_RECORD))
        .contains(FEES_FINES);
    assertThat(BOTH.schemaIdentifier(EventCatalog.CIRCULATION_LOG, EventCatalog.LOG_RECORD))
        .endsWith("circulationLogRecord.json");
    assertThat(BOTH.schemaIdentifier(EventCatalog.FEES_FINES_LOG, EventCatalog.LOG_RECORD))
        .endsWith("feesFinesLogRecord.json");
  }

  private static Arguments record(EventType type, String example, String key, String required) {
    return Arguments.of(type, example, key, required);
  }

  private static JsonNode example(String name) throws IOException {
    return JSON.readTree(
        Files.readString(Path.of("..", "ramls", "examples", name + ".sample.json")));
  }

  private static JsonNode without(JsonNode payload, String path) {
    JsonNode copy = payload.deepCopy();
    int end = path.lastIndexOf('.');
    JsonNode parent = end < 0 ? copy : copy.at("/" + path.substring(0, end).replace('.', '/'));
    ((ObjectNode) parent).remove(path.substring(end + 1));
    return copy;
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.folio.eventbus.EventDraft;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /audit-data/circulation/logs} over the records of all samples and many others. */
@WithEventBusServers
class SearchTest {

  private static final int ROWS = 60_000;
  private static final int PAGE = 1_000;
  private static final int QUERIES = 500;
  private static final int MOST_CLAUSES = 4;

  // Seven months of a library. One desk has a tenth of the records, and each patron has twenty.
  private static final String FILL =
      """
      INSERT INTO {tables}.circulation_log (date, event_id, event_index, id, user_barcode, items,
        object, action, service_point_id, source, description, user_id, subjects, item_words,
        description_words)
      SELECT at, gen_random_uuid(), 0, gen_random_uuid(), 'patron-' || n / 20,
             jsonb_build_array(jsonb_build_object('itemBarcode', 'item-' || n / 4, 'loanId', loan)),
             'Loan', CASE WHEN n %% 100 = 0 THEN 'Declared lost' ELSE 'Filled' END,
             'desk-' || n %% 10, 'Filler, Fritz', 'Row ' || n || ' of many', gen_random_uuid()::text,
             ARRAY[loan],
             array_to_tsvector(ARRAY['item-' || n / 4, loan]),
             ('''row'':1 ''' || n || ''':2 ''of'':3 ''many'':4')::tsvector
        FROM (SELECT n, timestamptz '2023-01-01Z' + n * interval '5 minutes' AS at,
                     gen_random_uuid()::text AS loan
                FROM generate_series(0, %s - 1) AS n) AS rows
      """;

  private static final Map<String, String> ITEMS =
      Map.of(
          "39072", "für Müller",
          "39072-1", "Äpfel",
          "A/1", "Øre",
          "A_1", "Œuvre",
          "x*y", "Łódź",
          "q\"t'", "\u0301");

  private static RunningAudit audit;

  @BeforeAll
  static void start(KafkaBroker kafka, PostgresServer postgres) {
    audit = new RunningAudit(kafka, postgres.newDatabase(), AuditSettings.DEFAULT);
    Samples.all().forEach(audit::publish);
    await()
        .atMost(RunningAudit.LIMIT)
        .until(
            () ->
                audit.sql("SELECT DISTINCT event_id FROM {tables}.circulation_log").rowCount()
                    == Samples.all().size());
    for (int n = 0; n < 7; n++) {
      YearMonth month = YearMonth.of(2023, 1).plusMonths(n);
      audit.sql(
          "CREATE TABLE {tables}.circulation_log_%s PARTITION OF {tables}.circulation_log FOR VALUES FROM ('%s-01Z') TO ('%s-01Z')"
              .formatted(month.toString().replace("-", ""), month, month.plusMonths(1)));
    }
    audit.sql(FILL.formatted(ROWS));
    audit.sql("ANALYZE {tables}.circulation_log");
    ITEMS.forEach((barcode, text) -> audit.publish(notice(barcode, text)));
    await()
        .atMost(RunningAudit.LIMIT)
        .until(() -> audit.find("date<2023-01-01").size() == ITEMS.size());
  }

  // Its date precedes all others.
  private static List<EventDraft> notice(String barcode, String text) {
    JsonObject notice = Samples.of("notice-error");
    notice.getJsonObject("payload").put("errorMessage", text);
    notice
        .getJsonObject("payload")
        .getJsonArray("items")
        .getJsonObject(0)
        .put("itemBarcode", barcode);
    return List.of(
        RunningAudit.draft(UUID.randomUUID(), notice, Instant.parse("2022-06-01T00:00:00Z")));
  }

  @AfterAll
  static void stop() {
    audit.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          userBarcode==PATRON-7                                        | 20
          userBarcode==(patron-7 or patron-8) sortby date/sort.descending | 40
          userBarcode==patron-77*                                      | 220
          items=item-7                                                 | 4
          items="item-7" and servicePointId==DESK-8                    | 1
          items=item                                                   | 0
          items="item-777*"                                            | 44
          items=="*item-777*"                                          | 44
          description="row 4711 of"                                    | 1
          description all "many 4711"                                  | 1
          description any "4711 4712"                                  | 2
          description=="*4711 of*"                                     | 6
          description="4711 row"                                       | 0
          action==("Declared lost" or "Nothing") and date>="2023-01-01" and date<"2023-01-02" | 3
          object==Loan not action==Filled and userBarcode==patron-0    | 1
          date<2023-01-01T00:10:00.000+0000 and date>=2023-01-01       | 2
          unknown==x                                                   | 0
          unknown==x or userBarcode==patron-7                          | 20
          linkToIds.userId="" and  userBarcode==patron-7               | 20
          source="fritz" and userBarcode==patron-7                     | 20
          source="fritz filler" and userBarcode==patron-7              | 0
          source=="FÍLLER, F*" and userBarcode==patron-7               | 20
          action="declared LOST" and servicePointId==desk-0            | 600
          action=lost and servicePointId==desk-0                       | 600
          source="filler fritz" and userBarcode==patron-7              | 20
          action==lost                                                 | 0
          object=loan and date<2023-01-01T00:10:00.000+0000 and date>=2023-01-01 | 2
          items=39072 and date<2023-01-01                                    | 1
          items="A/1" and date<2023-01-01                                    | 1
          items="a_1" and date<2023-01-01                                    | 1
          items="x\\*y" and date<2023-01-01                                  | 1
          items="q\\"t'" and date<2023-01-01                                 | 1
          items="3907?" and date<2023-01-01                                  | 1
          items="*9072" and date<2023-01-01                                  | 1
          items="39072*" and date<2023-01-01                                 | 2
          items any "39072 A_1" and date<2023-01-01                          | 2
          description=="*Muller*" and date<2023-01-01                        | 1
          description==*MÜLLER* and date<2023-01-01                          | 1
          description="fur Muller" and date<2023-01-01                       | 1
          description="Øre" and date<2023-01-01                              | 1
          description=ore and date<2023-01-01                                | 1
          """)
  void findsWhatTheQuerySays(String cql, int number) {
    assertThat(audit.find(cql, "&limit=0").getLong("totalRecords")).as(cql).isEqualTo(number);
  }

  @Test
  void pagesAndSorts() {
    List<String> all =
        audit.find("userBarcode==patron-7 sortby date/sort.descending").stream()
            .map(record -> record.getString("date"))
            .toList();
    assertThat(all).hasSize(20).isSortedAccordingTo((one, other) -> other.compareTo(one));
    JsonObject page =
        audit.find("userBarcode==patron-7 sortby date/sort.descending", "&offset=18&limit=5");
    assertThat(page.getInteger("totalRecords")).isEqualTo(20);
    assertThat(page.getJsonArray("logRecords")).hasSize(2);
    JsonObject first = new JsonObject(audit.send("GET", RunningAudit.LOGS, "").body());
    assertThat(first.getJsonArray("logRecords")).hasSize(10);
    assertThat(first.getLong("totalRecords")).isEqualTo(audit.number("TRUE"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " sortby action", " sortby description/sort.descending object"})
  void pagesToTheEndHaveEachRecordOnce(String order) {
    Set<String> ids = new HashSet<>();
    int found = 0;
    int page = -1;
    for (int offset = 0; page != 0; offset += PAGE) {
      JsonArray records =
          audit
              .find("servicePointId==desk-3" + order, "&limit=%s&offset=%s".formatted(PAGE, offset))
              .getJsonArray("logRecords");
      records.forEach(one -> ids.add(((JsonObject) one).getString("id")));
      page = records.size();
      found += page;
    }
    assertThat(found).isEqualTo(ROWS / 10);
    assertThat(ids).hasSize(found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cql.allRecords=1                      | TRUE
          servicePointId==DESK-3                | service_point_id = 'desk-3'
          action=lost or servicePointId==desk-5 | action LIKE '% lost' OR service_point_id = 'desk-5'
          description=many                      | description LIKE '%many%'
          date>=2023-06-01 and object==loan        | date >= '2023-06-01Z' AND object = 'Loan'
          """)
  void theNumberOfAllIsExact(String cql, String where) {
    long number = audit.number(where);
    assertThat(number).isGreaterThan(5_000);
    for (String parameters : List.of("&limit=0", "&limit=1", "&limit=1&offset=4000")) {
      assertThat(audit.find(cql, parameters).getLong("totalRecords"))
          .as(cql + parameters)
          .isEqualTo(number);
    }
  }

  @Test
  void wrongRequestsAreAnsweredWithTheReason() {
    HttpResponse<String> wrong =
        audit.send("GET", RunningAudit.LOGS + "?query=" + RunningAudit.encoded("items=("), "");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(new JsonObject(wrong.body()).getString("code")).isEqualTo("HTTP_BAD_REQUEST");
    assertThat(new JsonObject(wrong.body()).getString("message")).contains("at character 8");
    assertThat(audit.send("GET", RunningAudit.LOGS + "?limit=-1", "").statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {tables}.folded(user_barcode) = {tables}.folded('patron-7') | user_barcode
          item_words @@ '''item-7'''::tsquery               | item_words
          description_words @@ '''4711'''::tsquery      | description_words
          {tables}.folded(service_point_id) = {tables}.folded('desk-3') | service_point|date
          {tables}.folded(action) = ANY (ARRAY(SELECT 'filled'::text)) | action|date
          subjects @> ARRAY['x']                        | subjects
          TRUE                                          | date
          """)
  void noCommonQueryReadsTheWholeLog(String where, String index) {
    String plan =
        Stream.of(
                audit.sql(
                    "EXPLAIN SELECT id FROM {tables}.circulation_log WHERE "
                        + where
                        + " ORDER BY date DESC, event_id, event_index LIMIT 100"))
            .flatMap(rows -> rows.stream().map((Row row) -> row.getString(0)))
            .collect(Collectors.joining("\n"));
    assertThat(plan).containsPattern(index);
    assertThat(plan).doesNotContain("Seq Scan on circulation_log_202301");
  }

  private static final String[] INDEXES = {
    "id",
    "eventId",
    "userBarcode",
    "items",
    "object",
    "action",
    "date",
    "servicePointId",
    "source",
    "description",
    "linkToIds.userId",
    "unknown",
    "cql.allRecords"
  };
  private static final String[] RELATIONS = {
    "=", "==", "<>", "<", ">", "<=", ">=", " any ", " all ", " adj ", "==/ignoreCase "
  };
  private static final String[] OPERATORS = {" and ", " or ", " not "};
  private static final String[] TERMS = {
    "1",
    "patron-7",
    "\"\"",
    "*",
    "\"\\\\\"",
    "\"a\\\\\"",
    "\"%_\"",
    "\"*\\\\\"",
    "(a or b)",
    "2f1c7a34-93a1-4d0e-8e58-0c3a6be0a111",
    "\"' OR 1=1 --\"",
    "^x",
    "x^",
    "?",
    "\\\\",
    "2026-01-01",
    "\"é\uD83D\uDE00 :* & | ! <-> ('\"",
    "\uD83D",
    "a*",
    "*a",
    "\"a b* c\""
  };

  @Test
  void everyQueryIsAnsweredOrRefused() {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("SearchTest: repeat with -Dseed=" + seed);
    Random random = new Random(seed);
    int answered = 0;
    for (int i = 0; i < QUERIES; i++) {
      String cql = query(random) + " and date>=2023-07-25";
      HttpResponse<String> answer =
          audit.send("GET", RunningAudit.LOGS + "?limit=1&query=" + RunningAudit.encoded(cql), "");
      assertThat(answer.statusCode()).as(cql + " " + answer.body()).isIn(200, 400);
      answered += answer.statusCode() == 200 ? 1 : 0;
    }
    assertThat(answered).isPositive();
  }

  private static String query(Random random) {
    StringBuilder cql = new StringBuilder("(").append(clause(random));
    for (int n = random.nextInt(MOST_CLAUSES); n > 0; n--) {
      cql.append(any(random, OPERATORS)).append(clause(random));
    }
    return cql.append(')').toString();
  }

  private static String clause(Random random) {
    return any(random, INDEXES) + any(random, RELATIONS) + any(random, TERMS);
  }

  private static String any(Random random, String[] values) {
    return values[random.nextInt(values.length)];
  }
}

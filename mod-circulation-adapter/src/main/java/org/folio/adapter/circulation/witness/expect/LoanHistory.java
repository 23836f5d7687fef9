/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness.expect;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.folio.eventbus.okapi.OkapiClient;
import org.folio.eventbus.okapi.OkapiRequest;
import org.jspecify.annotations.Nullable;

/**
 * Storage's own history of loans, which a trigger writes within the transaction of each write
 * (contract: circulation storage 3.3): it is complete where the topic may have lost a record.
 */
public final class LoanHistory {

  /** Rows of one page: some hundred kilobytes. */
  static final int PAGE = 500;

  private static final String PATH = "/loan-storage/loan-history";

  // PostgreSQL's text of a time: a blank, up to six digits, and an offset in hours or more.
  private static final DateTimeFormatter CREATED =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd")
          .appendPattern("[' ']['T']")
          .appendPattern("HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendOffset("+HH:mm", "Z")
          .toFormatter(Locale.ROOT);
  private static final DateTimeFormatter CREATED_SHORT_OFFSET =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd")
          .appendPattern("[' ']['T']")
          .appendPattern("HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendOffset("+HH", "Z")
          .toFormatter(Locale.ROOT);
  private static final DateTimeFormatter ASKED =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final OkapiClient client;

  public LoanHistory(OkapiClient client) {
    this.client = client;
  }

  /**
   * A page of rows.
   *
   * @param last whether no further page follows
   */
  record Page(List<LoanRecord> records, boolean last) {}

  /**
   * The facts of a loan's rows, required or optional, as fingerprints.
   *
   * @param since earlier changes are skipped
   */
  public Future<Set<String>> facts(OkapiRequest request, UUID loan, Instant since) {
    return page(request, "loan.id==" + loan + " sortBy createdDate/sort.ascending", 0)
        .map(page -> facts(page.records(), since));
  }

  /** Rows of a range of time, oldest first. */
  Future<Page> page(OkapiRequest request, Instant from, Instant until, int offset) {
    return page(
        request,
        "createdDate >= \"%s\" and createdDate < \"%s\" sortBy createdDate/sort.ascending"
            .formatted(ASKED.format(from), ASKED.format(until)),
        offset);
  }

  private Future<Page> page(OkapiRequest request, String query, int offset) {
    return client
        .get(
            request,
            "%s?limit=%s&offset=%s&query=%s"
                .formatted(PATH, PAGE, offset, URLEncoder.encode(query, StandardCharsets.UTF_8)))
        .map(
            body -> {
              JsonArray rows = body.getJsonArray("loansHistory", new JsonArray());
              List<LoanRecord> records = new ArrayList<>();
              for (int i = 0; i < rows.size(); i++) {
                read(rows.getJsonObject(i)).ifPresent(records::add);
              }
              return new Page(records, rows.size() < PAGE);
            });
  }

  private static Optional<LoanRecord> read(JsonObject row) {
    Instant time = time(row.getString("createdDate"));
    return time == null ? Optional.empty() : LoanRecord.ofHistory(row, time);
  }

  static @Nullable Instant time(@Nullable String text) {
    if (text == null) {
      return null;
    }
    for (DateTimeFormatter form : List.of(CREATED, CREATED_SHORT_OFFSET)) {
      try {
        return OffsetDateTime.parse(text, form).toInstant();
      } catch (DateTimeException e) {
        // The other form, or none; both are tried.
        continue;
      }
    }
    return null;
  }

  private static Set<String> facts(List<LoanRecord> records, Instant since) {
    Set<String> facts = new HashSet<>();
    LoanRowState before = null;
    for (LoanRecord next : records) {
      LoanRowState after = next.after();
      LoanRowState state =
          after != null ? after : next.before() == null ? null : next.before().ended();
      if (state == null) {
        continue;
      }
      if (!next.time().isBefore(since)) {
        Derivation.of(next, before == null ? next.before() : before, state)
            .expectations()
            .forEach(expectation -> facts.add(expectation.fingerprint()));
      }
      before = before == null ? state : state.ownedBy(before.userId());
    }
    return facts;
  }
}

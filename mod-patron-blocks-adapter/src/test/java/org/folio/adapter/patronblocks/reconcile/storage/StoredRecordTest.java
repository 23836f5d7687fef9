/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoredRecordTest {

  private static final String LOAN = "b6d1f5a0-4f3b-4b5e-8a27-19f4d3c0b222";

  private static JsonObject record(String members) {
    return new JsonObject("{\"id\":\"%s\",%s}".formatted(LOAN, members));
  }

  /**
   * mod-patron-blocks queries open records and ignores the status (EventsGenerationService). Loan
   * storage counts a loan without a status as open (LoanService).
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"remaining\":2.5 | true",
        "\"remaining\":2.5,\"status\":null | true",
        "\"remaining\":2.5,\"status\":{} | true",
        "\"remaining\":2.5,\"status\":{\"name\":\"Open\"} | true",
        "\"remaining\":2.5,\"status\":{\"name\":\"Closed\"} | false"
      })
  void whatHasNoStatusIsOpen(String members, boolean open) {
    assertThat(StoredLoan.of(record(members)).open()).isEqualTo(open);
    assertThat(StoredAccount.of(record(members)).balance()).isEqualTo(open ? "2.50" : "0.00");
  }

  @Test
  void datesAreReadAsThoseOfEvents() {
    StoredLoan loan =
        StoredLoan.of(
            record("\"dueDate\":1796000000000,\"metadata\":{\"createdDate\":1795000000000}"));
    assertThat(loan.dueDate()).isEqualTo(Instant.ofEpochMilli(1_796_000_000_000L));
    assertThat(loan.updated()).isEqualTo(Instant.ofEpochMilli(1_795_000_000_000L));
    assertThat(StoredLoan.of(record("\"dueDate\":\"soon\"")).dueDate()).isNull();
  }
}

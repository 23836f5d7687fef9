/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.pgclient.PgException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseOutageTest {

  @ParameterizedTest
  @CsvSource({
    "08006, cannot be reached",
    "25006, takes no writes at the moment",
    "53100, has no room left on its disk",
    "53300, takes no further connections",
    "57P01, 'is starting, stopping or failing over'",
    "57P03, 'is starting, stopping or failing over'"
  })
  void sentenceNamesWhatIsTheMatterWithTheServer(String state, String matter) {
    assertThat(DatabaseOutage.of(failure(state))).hasValue(matter);
  }

  @ParameterizedTest
  @CsvSource({"23505", "40001", "42P01", "57014"})
  void failureOfOneStatementIsNoOutageAndLeavesItsSession(String state) {
    assertThat(DatabaseOutage.of(failure(state))).isEmpty();
    assertThat(DatabaseOutage.endsSession(failure(state))).isFalse();
  }

  @Test
  void tooManyConnectionsPass() {
    assertThat(DatabaseOutage.endsSession(failure("53300"))).isFalse();
  }

  private static PgException failure(String state) {
    return new PgException("refused", "ERROR", state, "");
  }
}

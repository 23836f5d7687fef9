/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureKindTest {

  @ParameterizedTest
  @ValueSource(strings = {"08006", "40001", "40P01", "53300", "57P01", "57P03", "42P01", "3F000"})
  void failuresOfTheInstallationArePassing(String sqlState) {
    assertThat(FailureKind.of(database(sqlState))).isEqualTo(FailureKind.TRANSIENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"22003", "22P02", "23502", "23503", "23505", "23514", "P0001"})
  void failuresOfTheDataArePermanent(String sqlState) {
    assertThat(FailureKind.of(database(sqlState))).isEqualTo(FailureKind.PERMANENT);
  }

  @Test
  void lostConnectionsAndTimeoutsArePassing() {
    assertThat(FailureKind.of(new ConnectException())).isEqualTo(FailureKind.TRANSIENT);
    assertThat(FailureKind.of(new TimeoutException())).isEqualTo(FailureKind.TRANSIENT);
  }

  @Test
  void whatAHandlerThrowsIsPermanent() {
    assertThat(FailureKind.of(new NullPointerException())).isEqualTo(FailureKind.PERMANENT);
    assertThat(FailureKind.of(new IllegalArgumentException())).isEqualTo(FailureKind.PERMANENT);
    assertThat(FailureKind.of(io.vertx.core.Future.failedFuture("cannot apply").cause()))
        .isEqualTo(FailureKind.PERMANENT);
  }

  private static PgException database(String sqlState) {
    return new PgException("refused", "ERROR", sqlState, "");
  }
}

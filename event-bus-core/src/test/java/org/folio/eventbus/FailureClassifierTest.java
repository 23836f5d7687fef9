/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureClassifierTest {

  @ParameterizedTest
  @ValueSource(strings = {"08006", "25006", "53300", "57P01", "57P03", "42P01", "3F000"})
  void failuresOfTheInstallationAreOutages(String sqlState) {
    assertThat(kind(database(sqlState))).isEqualTo(FailureKind.OUTAGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"40001", "40P01", "55P03", "57014", "54000"})
  void failuresThatMayPassAreTransient(String sqlState) {
    assertThat(kind(database(sqlState))).isEqualTo(FailureKind.TRANSIENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"22003", "22P02", "23502", "23503", "23505", "23514", "P0001"})
  void failuresOfTheDataArePermanent(String sqlState) {
    assertThat(kind(database(sqlState))).isEqualTo(FailureKind.PERMANENT);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 500, 502, 503, 504})
  void answersThatMayChangeAreTransient(int status) {
    assertThat(kind(new HttpStatusException(status, "answer"))).isEqualTo(FailureKind.TRANSIENT);
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 401, 403, 404, 429})
  void answersThatSayNothingAboutTheEventAreOutages(int status) {
    assertThat(kind(new HttpStatusException(status, "answer"))).isEqualTo(FailureKind.OUTAGE);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 409, 410, 422})
  void answersThatRefuseTheEventArePermanent(int status) {
    assertThat(kind(new HttpStatusException(status, "answer"))).isEqualTo(FailureKind.PERMANENT);
  }

  @Test
  void aLostConnectionIsAnOutageAndATimeoutIsTransient() {
    assertThat(kind(new ConnectException())).isEqualTo(FailureKind.OUTAGE);
    assertThat(kind(new TimeoutException())).isEqualTo(FailureKind.TRANSIENT);
  }

  @Test
  void whatAHandlerThrowsIsPermanent() {
    assertThat(kind(new NullPointerException())).isEqualTo(FailureKind.PERMANENT);
    assertThat(kind(new IllegalArgumentException())).isEqualTo(FailureKind.PERMANENT);
    assertThat(kind(Future.failedFuture("cannot apply").cause())).isEqualTo(FailureKind.PERMANENT);
  }

  @Test
  void wrappedFailureMeansWhatItsCauseMeans() {
    assertThat(kind(new IllegalStateException(new ConnectException())))
        .isEqualTo(FailureKind.OUTAGE);
    assertThat(kind(new RuntimeException(new HttpStatusException(503, "busy"))))
        .isEqualTo(FailureKind.TRANSIENT);
    assertThat(kind(new RuntimeException(database("23505")))).isEqualTo(FailureKind.PERMANENT);
  }

  /** No search path contains the tenant's schema, so a table without its schema is never found. */
  @Test
  void tableThatIsNamedWithoutItsSchemaIsTheHandlersMistake() {
    assertThat(kind(undefined("relation \"loan\" does not exist")))
        .isEqualTo(FailureKind.PERMANENT);
    assertThat(kind(undefined("Relation »loan« existiert nicht"))).isEqualTo(FailureKind.PERMANENT);
    assertThat(kind(undefined("relation \"diku_mod_x.loan\" does not exist")))
        .as("a migration may bring it")
        .isEqualTo(FailureKind.OUTAGE);
  }

  private static PgException undefined(String message) {
    return new PgException(message, "ERROR", "42P01", "");
  }

  private static FailureKind kind(Throwable failure) {
    return FailureClassifier.STANDARD.classify(failure);
  }

  private static PgException database(String sqlState) {
    return new PgException("refused", "ERROR", sqlState, "");
  }
}

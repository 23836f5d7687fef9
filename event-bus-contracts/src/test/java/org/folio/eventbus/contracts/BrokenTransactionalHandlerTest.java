/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.folio.eventbus.Event;
import org.folio.eventbus.EventBatch;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.TransactionalHandler;
import org.folio.eventbus.admin.replay.Comparison;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule for transactional handlers reports the handlers that break it, and no others. */
class BrokenTransactionalHandlerTest {

  private static final SuiteRun SUITES = new SuiteRun();

  @AfterAll
  static void close() {
    SUITES.close();
  }

  @ParameterizedTest
  @CsvSource({
    "Correct,",
    "CountsBatches, anySplitOfABatchHasTheEffectOfTheWhole batchOfSeveralKeysEqualsTheBatchesOfSingleKeys",
    "GivesAllToTheFirstKey, anySplitOfABatchHasTheEffectOfTheWhole batchOfSeveralKeysEqualsTheBatchesOfSingleKeys",
    "WritesToAnotherTenant, touchesOnlyTheSchemaOfItsBatch",
    "Waits, doesNotBlockTheEventLoop",
    "RefusesUnknownTypes, unknownTypesDoNotFail",
    "RefusesUnknownProperties, unknownPropertiesDoNotFail",
  })
  void brokenHandlerIsFound(String name, String rules) throws ClassNotFoundException {
    Class<?> suite = Class.forName(getClass().getName() + "$" + name);

    assertThat(SUITES.brokenRules(suite))
        .containsExactlyInAnyOrder(rules == null ? new String[0] : rules.split(" "));
  }

  @ParameterizedTest
  @CsvSource({"Deadlocks", "NeverEnds", "Throws"})
  void handlerThatGivesNoFutureOrNoEndIsFoundByEachRule(String name) throws ClassNotFoundException {
    Class<?> suite = Class.forName(getClass().getName() + "$" + name);

    assertThat(SUITES.brokenRules(suite)).contains("doesNotBlockTheEventLoop").hasSize(7);
  }

  // What stays is seen by rules that compare, too.
  @Test
  void handlerThatWritesOnAnotherConnectionIsFound() {
    assertThat(SUITES.brokenRules(WritesOnAnotherConnection.class))
        .contains("whatItDidIsGoneWhenTheTransactionIsRolledBack");
  }

  static class Correct extends TransactionalHandlerContract {

    private static final String COUNT =
        """
        INSERT INTO "%s".loan_count SELECT key, count(*) FROM unnest($1::text[]) AS key GROUP BY key
        ON CONFLICT (user_id) DO UPDATE SET loans = loan_count.loans + excluded.loans
        """;

    @Override
    protected TransactionalHandler handler() {
      return this::handle;
    }

    @Override
    protected List<String> changelogs() {
      return List.of("loan-counter.sql");
    }

    @Override
    protected List<Comparison> effects() {
      return List.of(new Comparison("loans", "SELECT user_id, loans FROM loan_count"));
    }

    Future<Void> handle(EventBatch batch, SqlConnection tx) {
      return count(
          tx, batch.schema(), batch.events().stream().map(Event::key).toArray(String[]::new));
    }

    static Future<Void> count(SqlConnection connection, String schema, String... keys) {
      return connection.preparedQuery(COUNT.formatted(schema)).execute(Tuple.of(keys)).mapEmpty();
    }
  }

  static class CountsBatches extends Correct {
    @Override
    Future<Void> handle(EventBatch batch, SqlConnection tx) {
      return count(tx, batch.schema(), "batches");
    }
  }

  static class GivesAllToTheFirstKey extends Correct {
    @Override
    Future<Void> handle(EventBatch batch, SqlConnection tx) {
      String first = batch.events().get(0).key();
      return count(
          tx, batch.schema(), batch.events().stream().map(event -> first).toArray(String[]::new));
    }
  }

  static class WritesOnAnotherConnection extends Correct {
    private final Vertx vertx = Vertx.vertx();
    private PgConnectOptions options;

    @BeforeAll
    void options(DatabaseCoordinates database) {
      options =
          new PgConnectOptions()
              .setHost(database.host())
              .setPort(database.port())
              .setDatabase(database.database())
              .setUser(database.username())
              .setPassword(database.password());
    }

    @AfterAll
    void end() {
      vertx.close();
    }

    @Override
    Future<Void> handle(EventBatch batch, SqlConnection tx) {
      String mark =
          "INSERT INTO \"%s\".loan_count VALUES (gen_random_uuid(), 1)".formatted(batch.schema());
      return PgConnection.connect(vertx, options)
          .compose(other -> other.query(mark).execute().eventually(other::close))
          .compose(written -> super.handle(batch, tx));
    }
  }

  static class WritesToAnotherTenant extends Correct {
    @Override
    Future<Void> handle(EventBatch batch, SqlConnection tx) {
      return super.handle(batch, tx)
          .compose(counted -> count(tx, "neighbour_mod_contract", "a guest"));
    }
  }

  static class Waits extends Correct {
    @Override
    Future<Void> handle(EventBatch batch, SqlConnection tx) {
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
      return super.handle(batch, tx);
    }
  }

  static class RefusesUnknownTypes extends Correct {
    @Override
    Future<Void> handle(EventBatch batch, SqlConnection tx) {
      return batch.events().stream()
              .allMatch(event -> EventCatalog.circulation().type(event.type()).isPresent())
          ? super.handle(batch, tx)
          : Future.failedFuture("What is this?");
    }
  }

  static class RefusesUnknownProperties extends Correct {
    @Override
    Future<Void> handle(EventBatch batch, SqlConnection tx) {
      return batch.events().stream().anyMatch(event -> event.json().containsKey("addedTomorrow"))
          ? Future.failedFuture("What is that?")
          : super.handle(batch, tx);
    }
  }

  static class Deadlocks extends Correct {
    @Override
    protected Duration limit() {
      return Duration.ofSeconds(1);
    }

    @Override
    Future<Void> handle(EventBatch batch, SqlConnection tx) {
      // The answer would come on the thread that waits for it here.
      super.handle(batch, tx).toCompletionStage().toCompletableFuture().join();
      return Future.succeededFuture();
    }
  }

  static class NeverEnds extends Correct {
    @Override
    protected Duration limit() {
      return Duration.ofSeconds(1);
    }

    @Override
    Future<Void> handle(EventBatch batch, SqlConnection tx) {
      return Future.future(promise -> {});
    }
  }

  static class Throws extends Correct {
    @Override
    Future<Void> handle(EventBatch batch, SqlConnection tx) {
      throw new IllegalStateException("no future");
    }
  }
}

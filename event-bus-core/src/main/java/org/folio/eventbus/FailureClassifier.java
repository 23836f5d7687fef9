/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import io.vertx.sqlclient.DatabaseException;
import java.util.Map;
import java.util.Set;
import org.folio.eventbus.base.sql.AbsentTables;
import org.folio.eventbus.base.sql.DatabaseOutage;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a failure of a handler means. Called on the subscription's event loop; must not block
 * and must not throw.
 */
@FunctionalInterface
public interface FailureClassifier {

  /**
   * Classifies by SQLSTATE, HTTP status and exception type.
   *
   * <p>SQLSTATE (PostgreSQL manual, appendix A): failures of the connection, of resources, of the
   * system and of the catalog, access or syntax are outages, because they strike every event. A
   * table that is named without its schema is the exception: no migration brings it. Rollbacks,
   * lock time-outs, cancelled statements and exceeded limits are transient. All others concern the
   * data and are permanent. HTTP: see {@link HttpStatusException}. A lost connection is an outage,
   * a time-out is transient. Any other exception means what its cause means; without a cause it is
   * permanent.
   */
  FailureClassifier STANDARD =
      new FailureClassifier() {

        private static final Set<String> OUTAGE_CLASSES =
            Set.of("08", "25", "28", "3D", "3F", "42", "53", "57", "58", "XX");
        private static final Set<String> TRANSIENT_CLASSES = Set.of("40", "54", "55");

        // A statement that ran into its time limit may do so for the sake of one event.
        private static final Map<String, FailureKind> EXCEPTIONS =
            Map.of("57014", FailureKind.TRANSIENT);

        // Deeper than any chain of causes that tells something; some lead back to themselves.
        private static final int DEEPEST = 20;

        @Override
        public FailureKind classify(Throwable failure) {
          Throwable cause = failure;
          for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            FailureKind kind = known(cause);
            if (kind != null) {
              return kind;
            }
            cause = cause.getCause();
          }
          return FailureKind.PERMANENT;
        }

        private static @Nullable FailureKind known(Throwable failure) {
          if (failure instanceof DatabaseException database) {
            return AbsentTables.isUnqualified(database)
                ? FailureKind.PERMANENT
                : ofSqlState(database.getSqlState());
          }
          if (failure instanceof HttpStatusException answer) {
            return answer.kind();
          }
          if (failure instanceof java.util.concurrent.TimeoutException) {
            return FailureKind.TRANSIENT;
          }
          return DatabaseOutage.isConnectionFailure(failure) ? FailureKind.OUTAGE : null;
        }

        private static FailureKind ofSqlState(String state) {
          if (state == null) {
            return FailureKind.OUTAGE;
          }
          String category = state.substring(0, 2);
          FailureKind byCategory =
              OUTAGE_CLASSES.contains(category)
                  ? FailureKind.OUTAGE
                  : TRANSIENT_CLASSES.contains(category)
                      ? FailureKind.TRANSIENT
                      : FailureKind.PERMANENT;
          return EXCEPTIONS.getOrDefault(state, byCategory);
        }
      };

  /**
   * Classifies what a handler failed with.
   *
   * @return never null; the same for the same failure
   */
  FailureKind classify(Throwable failure);
}

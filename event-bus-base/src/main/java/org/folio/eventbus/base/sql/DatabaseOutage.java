/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.sql;

import io.vertx.core.VertxException;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.DatabaseException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Distinguishes failures of the whole database from those of one statement (SQLSTATE: PostgreSQL
 * manual, appendix A).
 */
public final class DatabaseOutage {

  private static final String READ_ONLY = "25006";
  private static final String UNREACHABLE = "cannot be reached";

  // Prefixes of states after which the session ends or belongs to a standby.
  private static final List<String> SESSION_ENDS = List.of("08", READ_ONLY, "57P");

  // Descriptions of the server's state, by prefix.
  private static final Map<String, String> STATES =
      Map.of(
          "08",
          UNREACHABLE,
          READ_ONLY,
          "takes no writes at the moment",
          "53000",
          "is out of resources",
          "53100",
          "has no room left on its disk",
          "53200",
          "is out of memory",
          "53300",
          "takes no further connections",
          "53400",
          "has reached a limit of its configuration",
          "57P",
          "is starting, stopping or failing over",
          "58030",
          "cannot read or write its files");

  private DatabaseOutage() {}

  /**
   * Describes the problem of the database, as the rest of a sentence about it; empty if the failure
   * does not concern the whole database.
   */
  public static Optional<String> of(Throwable failure) {
    if (failure instanceof DatabaseException refused) {
      return STATES.entrySet().stream()
          .filter(state -> begins(refused.getSqlState(), state.getKey()))
          .map(Map.Entry::getValue)
          .findAny();
    }
    if (failure instanceof NoFreeConnectionException) {
      return Optional.of("is busy with other requests of this module");
    }
    if (failure.getCause() instanceof SharedSessionException) {
      return Optional.of("is behind a pooler that shares sessions");
    }
    return isConnectionFailure(failure) ? Optional.of(UNREACHABLE) : Optional.empty();
  }

  /**
   * Whether a connection could not be opened, was lost, or was not available in time. Vert.x
   * reports a lost connection by its base exception itself; a handler's bare failure message is a
   * subclass.
   */
  public static boolean isConnectionFailure(Throwable failure) {
    return failure instanceof IOException
        || failure instanceof TimeoutException
        || failure instanceof ClosedConnectionException
        || failure.getClass() == VertxException.class;
  }

  /** Whether this failure makes the session unusable. */
  public static boolean endsSession(Throwable failure) {
    return failure instanceof DatabaseException refused
        && SESSION_ENDS.stream().anyMatch(state -> begins(refused.getSqlState(), state));
  }

  private static boolean begins(@Nullable String state, String beginning) {
    return state != null && state.startsWith(beginning);
  }
}

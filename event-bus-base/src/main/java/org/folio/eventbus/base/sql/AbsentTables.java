/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.sql;

import io.vertx.sqlclient.DatabaseException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Recognises that a table does not exist (SQLSTATE: PostgreSQL manual, appendix A). */
public final class AbsentTables {

  private static final String UNDEFINED_TABLE = "42P01";
  private static final Set<String> STATES = Set.of(UNDEFINED_TABLE, "3F000");

  // The server may use any language; it quotes the name as in the statement.
  private static final Pattern NAME_WITHOUT_SCHEMA =
      Pattern.compile("^[^\"«»„“”]*[\"«»„“][^.\"«»„“”]+[\"«»“”]");

  private AbsentTables() {}

  /**
   * Whether a statement failed because a table or its schema does not exist; also checks the cause.
   */
  public static boolean cause(Throwable failure) {
    DatabaseException refused = refusal(failure);
    return refused != null && STATES.contains(refused.getSqlState());
  }

  /**
   * Whether the statement names the table without a schema. The tenant's schema is not on the
   * search path, so no migration will ever create the table.
   */
  public static boolean isUnqualified(DatabaseException refused) {
    return UNDEFINED_TABLE.equals(refused.getSqlState())
        && NAME_WITHOUT_SCHEMA.matcher(String.valueOf(refused.getMessage())).find();
  }

  private static @Nullable DatabaseException refusal(Throwable failure) {
    if (failure instanceof DatabaseException refused) {
      return refused;
    }
    return failure.getCause() instanceof DatabaseException refused ? refused : null;
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.load;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Compares the tables of a contender with the model. */
public final class ModelCheck {

  private static final String LOANS =
      """
      SELECT count(*), count(*) FILTER (WHERE open), coalesce(sum(extract(epoch FROM due_date)), 0)::bigint
        FROM "%s".loan
      """;
  private static final String PATRONS =
      """
      SELECT user_id, open_loans, events FROM "%s".patron
      """;

  private ModelCheck() {}

  /**
   * Compares the tables with a model.
   *
   * @param schema the schema of the tables
   * @return the difference in a sentence; empty if there is none
   */
  public static Optional<String> difference(Connection connection, String schema, Model model)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet row = statement.executeQuery(LOANS.formatted(schema))) {
        row.next();
        String found = row.getLong(1) + " loans, " + row.getLong(2) + " open";
        String wanted = model.loans() + " loans, " + model.open() + " open";
        if (!found.equals(wanted)) {
          return Optional.of("There are %s, not %s".formatted(found, wanted));
        }
        if (row.getLong(3) != model.dueSeconds()) {
          return Optional.of("The loans are right, but their due dates are not");
        }
      }
      Map<UUID, Model.Patron> found = new HashMap<>();
      try (ResultSet rows = statement.executeQuery(PATRONS.formatted(schema))) {
        while (rows.next()) {
          found.put(
              rows.getObject(1, UUID.class), new Model.Patron(rows.getInt(2), rows.getLong(3)));
        }
      }
      Map<UUID, Model.Patron> wanted = model.patrons();
      long wrong =
          wanted.entrySet().stream()
              .filter(entry -> !entry.getValue().equals(found.get(entry.getKey())))
              .count();
      return wrong == 0 && found.size() == wanted.size()
          ? Optional.empty()
          : Optional.of(
              "Of %s borrowers with events, %s are wrong; there are %s"
                  .formatted(wanted.size(), wrong, found.size()));
    }
  }
}

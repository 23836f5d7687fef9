/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.client;

import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.folio.eventbus.testing.PostgresServer;

/** Reads the tables of the bus directly. Safe for use by several threads. */
public final class EventTables {

  private static final String APPLIED_BY_TYPE =
      """
      SELECT type, count(*) FROM %s.event_receipt
       WHERE key = ANY (?) AND outcome IN ('APPLIED', 'RELEASED') GROUP BY type
      """
          .formatted(Diku.CONSUMER_SCHEMA);

  private static final String ON_KAFKA =
      """
      SELECT sequence FROM %s.event_journal WHERE aggregateid = ? ORDER BY partition, kafka_offset
      """
          .formatted(Diku.PRODUCER_SCHEMA);

  private static final String APPLIED =
      """
      SELECT sequence FROM %s.event_receipt
       WHERE key = ? AND outcome IN ('APPLIED', 'RELEASED') ORDER BY recorded_at, sequence
      """
          .formatted(Diku.CONSUMER_SCHEMA);

  private static final String LATENCY =
      """
      SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY took), percentile_cont(0.99)
             WITHIN GROUP (ORDER BY took), count(*)
        FROM (SELECT 1000 * extract(epoch FROM receipt.recorded_at - journal.stored_at) AS took
                FROM %s.event_receipt receipt
                JOIN %s.event_journal journal ON journal.id = receipt.event_id
               WHERE receipt.key = ANY (?) AND receipt.outcome = 'APPLIED') AS applied
      """
          .formatted(Diku.CONSUMER_SCHEMA, Diku.PRODUCER_SCHEMA);

  private static final String BREAK =
      "ALTER TABLE %s.patron_loan ADD CONSTRAINT demonstrated_fault CHECK (loan_id <> '%s')";

  private static final String MEND =
      "ALTER TABLE %s.patron_loan DROP CONSTRAINT IF EXISTS demonstrated_fault"
          .formatted(Diku.CONSUMER_SCHEMA);

  private final PostgresServer server;

  /** The tables on the given server. */
  public EventTables(PostgresServer server) {
    this.server = server;
  }

  /** Number of events of these patrons that were applied, by type. */
  public Map<String, Long> appliedByType(Collection<UUID> patrons) {
    return query(
        APPLIED_BY_TYPE,
        patrons,
        rows -> {
          Map<String, Long> counts = new TreeMap<>();
          while (rows.next()) {
            counts.put(rows.getString(1), rows.getLong(2));
          }
          return counts;
        });
  }

  /** The sequences of a patron's events in the order of their records on Kafka. */
  public List<Long> sequencesOnKafka(UUID patron) {
    return sequences(ON_KAFKA, patron);
  }

  /** The sequences of a patron's events in the order in which they were applied. */
  public List<Long> sequencesApplied(UUID patron) {
    return sequences(APPLIED, patron);
  }

  /** The latency of these patrons' events. */
  public Latency latency(Collection<UUID> patrons) {
    return query(
        LATENCY,
        patrons,
        rows -> {
          rows.next();
          return new Latency(rows.getDouble(1), rows.getDouble(2), rows.getLong(3));
        });
  }

  /** Makes the database reject this loan, like a fault in a release of the module. */
  public void refuse(UUID loan) {
    execute(BREAK.formatted(Diku.CONSUMER_SCHEMA, loan));
  }

  /** Ends the effect of {@link #refuse}. */
  public void refuseNothing() {
    execute(MEND);
  }

  private List<Long> sequences(String sql, UUID patron) {
    try (Connection connection = connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, patron.toString());
      try (ResultSet rows = statement.executeQuery()) {
        List<Long> sequences = new ArrayList<>();
        while (rows.next()) {
          sequences.add(rows.getLong(1));
        }
        return sequences;
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private <T> T query(String sql, Collection<UUID> patrons, Reading<T> reading) {
    try (Connection connection = connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      Array keys = connection.createArrayOf("text", patrons.stream().map(UUID::toString).toArray());
      statement.setArray(1, keys);
      try (ResultSet rows = statement.executeQuery()) {
        return reading.read(rows);
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(server.jdbcUrl(), server.username(), server.password());
  }

  private static IllegalStateException failed(SQLException e) {
    return new IllegalStateException("The database refused: " + e.getMessage(), e);
  }

  @FunctionalInterface
  private interface Reading<T> {
    T read(ResultSet rows) throws SQLException;
  }
}

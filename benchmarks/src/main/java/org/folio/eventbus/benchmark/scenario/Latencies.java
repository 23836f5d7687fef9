/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.scenario;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.benchmark.contender.Assignment;
import org.folio.eventbus.testing.DatabaseCoordinates;

/**
 * Latencies from the commit of the publishing transaction to the commit of the applying one.
 * PostgreSQL records the time of every commit by its own clock.
 */
final class Latencies {

  private static final String READ =
      """
      SELECT extract(epoch FROM pg_xact_commit_timestamp(published.xmin))::double precision,
             extract(epoch FROM pg_xact_commit_timestamp(applied.xmin))::double precision
        FROM "%1$s".published_event AS published
        LEFT JOIN "%2$s".applied_event AS applied USING (event_id)
      """;
  private static final String LAST =
      """
      SELECT coalesce(max(extract(epoch FROM pg_xact_commit_timestamp(xmin))), 0)::double precision
        FROM "%1$s".applied_event
      """;
  private static final double MILLIS = 1_000.0;

  private final DatabaseCoordinates database;

  Latencies(DatabaseCoordinates database) {
    this.database = database;
  }

  /**
   * The latency of one event.
   *
   * @param published the commit of the publishing transaction, in seconds since 1970
   * @param millis the latency in milliseconds
   */
  record Latency(double published, double millis) {}

  /**
   * All events of some tenants, in no order.
   *
   * @throws IllegalStateException if one was not applied
   */
  List<Latency> read(List<String> tenants) {
    List<Latency> latencies = new ArrayList<>();
    try (Connection connection = Servers.connect(database)) {
      for (String tenant : tenants) {
        String sql =
            READ.formatted(schema(Assignment.PRODUCER, tenant), schema(Assignment.MODULE, tenant));
        try (PreparedStatement statement = connection.prepareStatement(sql);
            ResultSet row = statement.executeQuery()) {
          while (row.next()) {
            double published = row.getDouble(1);
            double applied = row.getDouble(2);
            if (row.wasNull()) {
              throw new IllegalStateException("An event of tenant " + tenant + " was not applied");
            }
            latencies.add(new Latency(published, (applied - published) * MILLIS));
          }
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The times of the events cannot be read", e);
    }
    return latencies;
  }

  /** The time at which the last event of a tenant was applied, in seconds since 1970. */
  double lastApplied(String tenant) {
    try (Connection connection = Servers.connect(database);
        PreparedStatement statement =
            connection.prepareStatement(LAST.formatted(schema(Assignment.MODULE, tenant)));
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getDouble(1);
    } catch (SQLException e) {
      throw new IllegalStateException("The times of the events cannot be read", e);
    }
  }

  private static String schema(String module, String tenant) {
    return new ModuleSchema(module).of(new TenantId(tenant));
  }
}

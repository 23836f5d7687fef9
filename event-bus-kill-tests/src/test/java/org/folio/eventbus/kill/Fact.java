/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.kill;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** The identity of an event. */
record Fact(UUID id, String key, long sequence) {

  /** Reads a row that begins with id, key and sequence. */
  static Fact of(ResultSet row) throws SQLException {
    return new Fact(id(row), row.getString(2), row.getLong(3));
  }

  /** Reads a row that begins with an id. */
  static UUID id(ResultSet row) throws SQLException {
    return row.getObject(1, UUID.class);
  }
}

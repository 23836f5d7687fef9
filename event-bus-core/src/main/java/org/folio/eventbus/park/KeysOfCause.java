/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.park;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import org.folio.eventbus.StreamKey;

/**
 * Keys parked for one cause.
 *
 * @param keys some of them, in the order of their positions
 * @param total number of keys from the first of these on
 * @param last position of the last of all these keys; 0 if there are none
 */
public record KeysOfCause(List<Place> keys, long total, long last) {

  /**
   * A parked key.
   *
   * @param position position of the event that blocks the key, higher for events parked later
   */
  public record Place(StreamKey key, long position) {}

  static KeysOfCause of(RowSet<Row> rows) {
    List<Place> keys = new ArrayList<>();
    long total = 0;
    long last = 0;
    for (Row row : rows) {
      keys.add(
          new Place(
              new StreamKey(row.getString("stream"), row.getString("key")),
              row.getLong("position")));
      total = row.getLong("keys");
      last = row.getLong("last");
    }
    return new KeysOfCause(List.copyOf(keys), total, last);
  }
}

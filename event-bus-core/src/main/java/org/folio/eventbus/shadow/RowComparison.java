/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.shadow;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.folio.eventbus.admin.replay.Comparison;
import org.folio.eventbus.admin.replay.Difference;

/** Compares the results of two schemas row by row, with a bounded number of rows in memory. */
final class RowComparison {

  private final SortedRows live;
  private final SortedRows shadow;
  private final Promise<Void> ended = Promise.promise();
  private final List<JsonObject> liveRows = new ArrayList<>();
  private final List<JsonObject> shadowRows = new ArrayList<>();
  private long equal;
  private long onlyLive;
  private long onlyShadow;

  private RowComparison(SortedRows live, SortedRows shadow) {
    this.live = live;
    this.shadow = shadow;
  }

  /**
   * Compares within an open transaction.
   *
   * @return fails with the name of the comparison if its statement fails
   */
  static Future<Difference> run(
      SqlConnection tx, String liveSchema, String shadowSchema, Comparison comparison) {
    return SortedRows.of(tx, liveSchema, comparison)
        .compose(
            live ->
                SortedRows.of(tx, shadowSchema, comparison)
                    .map(shadow -> new RowComparison(live, shadow)))
        .compose(
            rows -> {
              rows.merge();
              return rows.ended.future().map(done -> rows.difference(comparison));
            })
        .recover(
            cause ->
                Future.failedFuture(
                    new IllegalArgumentException(
                        "Comparison %s failed: %s".formatted(comparison.name(), cause.getMessage()),
                        cause)));
  }

  private void merge() {
    while (!live.hungry() && !shadow.hungry()) {
      String liveLine = live.peek();
      String shadowLine = shadow.peek();
      if (liveLine == null && shadowLine == null) {
        ended.complete();
        return;
      }
      int order = liveLine == null ? 1 : shadowLine == null ? -1 : bytewise(liveLine, shadowLine);
      if (order == 0) {
        equal++;
        live.take();
        shadow.take();
      } else if (order < 0) {
        onlyLive++;
        keep(liveRows, live.take());
      } else {
        onlyShadow++;
        keep(shadowRows, shadow.take());
      }
    }
    (live.hungry() ? live.fetch() : shadow.fetch())
        .onSuccess(fetched -> merge())
        .onFailure(ended::fail);
  }

  // PostgreSQL's order, which differs from Java's order of texts.
  private static int bytewise(String one, String other) {
    return Arrays.compareUnsigned(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private static void keep(List<JsonObject> rows, String line) {
    if (rows.size() < Difference.MOST_ROWS) {
      rows.add(new JsonObject(line));
    }
  }

  private Difference difference(Comparison comparison) {
    return new Difference(comparison.name(), equal, onlyLive, onlyShadow, liveRows, shadowRows);
  }
}

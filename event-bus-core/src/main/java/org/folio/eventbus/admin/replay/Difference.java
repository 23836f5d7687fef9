/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.replay;

import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * The difference between the results of the live schema and of its shadow. A row that occurs twice
 * in one result and once in the other counts once.
 *
 * @param comparison name of the comparison
 * @param equal number of rows that occur in both
 * @param onlyLive number of rows that occur in the live schema only
 * @param onlyShadow number of rows that occur in the shadow only
 * @param liveRows the first of those in the live schema only, at most {@link #MOST_ROWS}; they may
 *     hold personal data
 * @param shadowRows the first of those in the shadow only, at most {@link #MOST_ROWS}
 */
public record Difference(
    String comparison,
    long equal,
    long onlyLive,
    long onlyShadow,
    List<JsonObject> liveRows,
    List<JsonObject> shadowRows) {

  /** Enough to recognise the kind of error. */
  public static final int MOST_ROWS = 100;

  /** Copies the lists. */
  public Difference {
    liveRows = List.copyOf(liveRows);
    shadowRows = List.copyOf(shadowRows);
  }

  /** Whether both results are equal. */
  public boolean none() {
    return onlyLive == 0 && onlyShadow == 0;
  }
}

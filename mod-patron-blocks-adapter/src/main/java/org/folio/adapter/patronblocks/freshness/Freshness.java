/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.freshness;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.folio.eventbus.StreamKey;

/**
 * The known gaps in the basis of an answer about one patron.
 *
 * @param loans the numbers of the patron's loan events
 * @param accounts the numbers of the events of the patron's accounts, summed
 * @param gaps numbers that are missing
 * @param parked events that wait because they, or earlier ones of their key, cannot be applied
 * @param waiting pushed events that are stored and not yet applied
 * @param poison pushed events that cannot be applied
 * @param age seconds since the oldest of these was detected; 0 if there is none
 * @param troubled keys of the patron with missing numbers or parked events
 * @param tenant gaps that may concern any patron
 */
public record Freshness(
    Progress loans,
    Progress accounts,
    long gaps,
    long parked,
    long waiting,
    long poison,
    long age,
    List<StreamKey> troubled,
    TenantFreshness tenant) {

  /** The last applied number, and the last number that this module has seen. */
  public record Progress(long applied, long published) {

    static final Progress NONE = new Progress(0, 0);
  }

  /** The form in the header: a dictionary of structured fields (RFC 9651). */
  String header() {
    StringBuilder header = new StringBuilder("state=").append(state());
    header.append(", applied=").append(loans.applied());
    header.append(", published=").append(loans.published());
    header.append(", account-applied=").append(accounts.applied());
    header.append(", account-published=").append(accounts.published());
    header.append(", age=").append(age);
    append(header, "gaps", gaps);
    append(header, "parked", parked);
    append(header, "waiting", waiting);
    append(header, "poison", poison);
    append(header, "unassigned", tenant.unassigned());
    append(header, "missing", tenant.missing());
    append(header, "problems", tenant.problems());
    return header.toString();
  }

  /** The JSON form; it includes zeros. */
  public JsonObject json() {
    return new JsonObject()
        .put("state", state())
        .put("applied", loans.applied())
        .put("published", loans.published())
        .put("accountApplied", accounts.applied())
        .put("accountPublished", accounts.published())
        .put("age", age)
        .put("gaps", gaps)
        .put("parked", parked)
        .put("waiting", waiting)
        .put("poison", poison)
        .put("unassigned", tenant.unassigned())
        .put("missing", tenant.missing())
        .put("troubled", new JsonArray(troubled.stream().map(Freshness::json).toList()));
  }

  private static JsonObject json(StreamKey key) {
    return new JsonObject().put("stream", key.stream()).put("key", key.key());
  }

  // Known gaps of this patron say more than possible gaps of any patron.
  private String state() {
    if (gaps + parked + waiting + poison > 0) {
      return "behind";
    }
    return tenant.isComplete() ? "current" : "unknown";
  }

  private static void append(StringBuilder header, String name, long number) {
    if (number > 0) {
      header.append(", ").append(name).append('=').append(number);
    }
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.folio.adapter.circulation.witness.expect.LoanRowState;
import org.folio.eventbus.base.value.FolioDateTime;

/** A row of loan storage as mod-circulation writes it; each method gives a changed copy. */
public record LoanRow(JsonObject json) {

  public static final String POLICY = "d9cd0bed-1b49-4b5e-a7bd-064b8d177231";

  /** An open loan that was just checked out. */
  public static LoanRow checkedOut(UUID id, UUID user, Instant due, Instant now) {
    return new LoanRow(
        new JsonObject()
            .put("id", id.toString())
            .put("userId", user.toString())
            .put("itemId", UUID.randomUUID().toString())
            .put("status", new JsonObject().put("name", "Open"))
            .put("loanDate", FolioDateTime.format(now))
            .put("dueDate", storageTime(due))
            .put("action", "checkedout")
            .put("itemStatus", "Checked out")
            .put("loanPolicyId", POLICY)
            .put(
                "metadata",
                new JsonObject()
                    .put("createdDate", storageTime(now))
                    .put("updatedDate", storageTime(now))));
  }

  UUID id() {
    return UUID.fromString(json.getString("id"));
  }

  UUID user() {
    return UUID.fromString(json.getString("userId"));
  }

  boolean isOpen() {
    return json.getJsonObject("status").getString("name").equals("Open");
  }

  public LoanRowState state() {
    return LoanRowState.of(json);
  }

  public LoanRow with(String name, Object value) {
    return new LoanRow(json.copy().put(name, value));
  }

  public LoanRow without(String name) {
    JsonObject copy = json.copy();
    copy.remove(name);
    return new LoanRow(copy);
  }

  public LoanRow due(Instant due) {
    return with("dueDate", storageTime(due));
  }

  public LoanRow time(String name, Instant time) {
    return with(name, storageTime(time));
  }

  public LoanRow billing(Instant aged, boolean billed) {
    return with(
        "agedToLostDelayedBilling",
        new JsonObject()
            .put("agedToLostDate", storageTime(aged))
            .put("lostItemHasBeenBilled", billed));
  }

  public LoanRow closed(String action, String itemStatus) {
    return with("status", new JsonObject().put("name", "Closed"))
        .with("action", action)
        .with("itemStatus", itemStatus);
  }

  public LoanRow updated(Instant now) {
    return with(
        "metadata", json.getJsonObject("metadata").copy().put("updatedDate", storageTime(now)));
  }

  /** The record of the row's insertion. */
  public JsonObject created(Instant now) {
    return record("CREATED", null, this, now);
  }

  /** The record of the change of this row to another one. */
  public JsonObject updatedTo(LoanRow next, Instant now) {
    return record("UPDATED", this, next, now);
  }

  public JsonObject deleted(Instant now) {
    return record("DELETED", this, null, now);
  }

  public static JsonObject record(String type, LoanRow before, LoanRow after, Instant now) {
    JsonObject data = new JsonObject();
    if (before != null) {
      data.put("old", before.json());
    }
    if (after != null) {
      data.put("new", after.json());
    }
    return new JsonObject()
        .put("id", UUID.randomUUID().toString())
        .put("type", type)
        .put("tenant", "diku")
        .put("timestamp", now.toEpochMilli())
        .put("data", data);
  }

  // As storage writes times of its schema, which is not as mod-circulation writes them.
  private static String storageTime(Instant time) {
    return FolioDateTime.format(time).replace("Z", "+00:00");
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Payloads as producers send them, and the records that they name. */
public final class Samples {

  public static final String ITEM = "5e3c9f70-1d2b-4f6a-8c41-aa0b7c5d4444";
  public static final String BARCODE = "36000291452";
  public static final String PATRON = "2f1c7a34-93a1-4d0e-8e58-0c3a6be0a111";
  public static final String POINT = "c4c90014-c8c9-4ade-8f24-b5e313319f4b";
  public static final String INSTANCE = "1a2b3c4d-5e6f-4a1b-8c2d-3e4f5a6b6666";
  public static final String STORAGE = "7b0b1c9e-6f3d-4c55-9c1d-0d6b6a3f1111";
  public static final String REMOTE = "53cf956f-c1df-410b-8bea-27f712cca7c0";
  public static final String LOCAL = "fcd64ce1-6995-48f0-840e-89ffa2288371";

  /** The call number of the item as FOLIO displays it. */
  public static final String CALL_NUMBER = "PRE G370 SUF summary vol.3 v.71:no.6-2";

  private Samples() {}

  private static JsonObject example(String name) {
    try {
      return new JsonObject(
          Files.readString(Path.of("..", "ramls", "examples", name + ".sample.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A check-in of the item, of a loan of its own. */
  public static JsonObject checkIn() {
    return example("logCheckIn").put("loanId", UUID.randomUUID().toString());
  }

  /** A new request for the item, with an id of its own. */
  public static JsonObject created(String kind, String type) {
    JsonObject body = example("logRequestCreated").put("logEventType", kind);
    body.getJsonObject("payload")
        .getJsonObject("requests")
        .getJsonObject("created")
        .put("id", UUID.randomUUID().toString())
        .put("requestType", type);
    return body;
  }

  /** A new request for the item. */
  public static JsonObject page() {
    return created("REQUEST_CREATED_EVENT", "Page");
  }

  /** The id of the request of {@link #page}. */
  public static String requestOf(JsonObject page) {
    return page.getJsonObject("payload")
        .getJsonObject("requests")
        .getJsonObject("created")
        .getString("id");
  }

  /** A changed request for the item. */
  public static JsonObject changed(String kind, String before, String after) {
    JsonObject body = created(kind, after);
    JsonObject requests = body.getJsonObject("payload").getJsonObject("requests");
    JsonObject updated = (JsonObject) requests.remove("created");
    requests.put("original", updated.copy().put("requestType", before)).put("updated", updated);
    return body;
  }

  /** The item as inventory has it, in the remote location. */
  public static JsonObject item() {
    return new JsonObject()
        .put("id", ITEM)
        .put("barcode", BARCODE)
        .put("title", "Peregrinations")
        .put(
            "contributorNames",
            new JsonArray()
                .add(new JsonObject().put("name", "Marco Polo"))
                .add(new JsonObject().put("name", "Rustichello")))
        .mergeIn(callNumber())
        .put("effectiveLocation", new JsonObject().put("id", REMOTE).put("name", "Annex"));
  }

  /** A request in the item's queue. */
  public static JsonObject queued(String type, int position) {
    return new JsonObject()
        .put("id", "9f8e7d6c-5b4a-4c3d-9e2f-1a0b9c8d7777")
        .put("requestType", type)
        .put("position", position)
        .put("requesterId", PATRON)
        .put("pickupServicePointId", POINT)
        .put("status", "Open - In transit")
        .put("patronComments", "Please quickly");
  }

  /** The record that inventory storage sends for a write of the item. */
  public static JsonObject itemRecord(String type, String before, String after) {
    JsonObject written = new JsonObject().put("type", type).put("tenant", "diku");
    if (before != null) {
      written.put("old", row(before));
    }
    if (after != null) {
      written.put("new", row(after));
    }
    return written;
  }

  private static JsonObject row(String location) {
    return new JsonObject()
        .put("id", ITEM)
        .put("barcode", BARCODE)
        .put("instanceId", INSTANCE)
        .put("effectiveLocationId", location)
        .mergeIn(callNumber());
  }

  // Lacks a chronology and has a blank copy number; both are omitted.
  private static JsonObject callNumber() {
    return new JsonObject()
        .put(
            "effectiveCallNumberComponents",
            new JsonObject().put("prefix", "PRE").put("callNumber", "G370").put("suffix", "SUF"))
        .put("displaySummary", "summary")
        .put("volume", "vol.3")
        .put("enumeration", "v.71:no.6-2")
        .put("copyNumber", " ");
  }

  /** A storage to which returns are announced. */
  public static JsonObject configuration() {
    return new JsonObject()
        .put("id", STORAGE)
        .put("name", "Annex")
        .put("providerName", "CAIA_SOFT")
        .put("returningWorkflowDetails", "Scanned to folio");
  }

  /** The remote location belongs to the storage. */
  public static JsonObject mapping() {
    return new JsonObject().put("folioLocationId", REMOTE).put("configurationId", STORAGE);
  }
}

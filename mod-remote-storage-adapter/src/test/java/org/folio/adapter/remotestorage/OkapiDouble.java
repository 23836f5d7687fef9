/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.folio.eventbus.okapi.testing.OkapiWithRecords;

/** Okapi with inventory, circulation and users, which have the records that a test adds. */
public final class OkapiDouble extends OkapiWithRecords {

  private static final String ITEMS = "/inventory/items";

  /** Without added records, collections are empty and single records are missing. */
  public OkapiDouble() {
    super(
        server ->
            server.stubFor(
                get(urlPathEqualTo(ITEMS)).atPriority(9).willReturn(okJson("{\"items\":[]}"))));
  }

  /**
   * Adds all records that the samples name: the item, its queue, the patron and the service point.
   */
  public void knowsSamples() {
    knowsItem(Samples.item());
    knowsQueue(Samples.queued("Hold", 1));
    knows(
        "/users/" + Samples.PATRON,
        new JsonObject().put("barcode", "8811").put("username", "jdoe"));
    knows("/service-points/" + Samples.POINT, new JsonObject().put("code", "main"));
    knows(
        "/inventory/instances/" + Samples.INSTANCE,
        new JsonObject()
            .put("title", "Peregrinations")
            .put(
                "contributors",
                new JsonArray()
                    .add(new JsonObject().put("name", "Marco Polo"))
                    .add(new JsonObject().put("name", "Rustichello"))));
  }

  public void knowsItem(JsonObject item) {
    knowsItem("barcode", item.getString("barcode"), item);
    knowsItem("id", item.getString("id"), item);
  }

  private void knowsItem(String index, String term, JsonObject item) {
    server.stubFor(
        get(urlPathEqualTo(ITEMS))
            .withQueryParam("query", equalTo("%s==\"%s\"".formatted(index, term)))
            .willReturn(okJson(new JsonObject().put("items", new JsonArray().add(item)).encode())));
  }

  public void knowsQueue(JsonObject... requests) {
    knows(
        "/circulation/requests/queue/item/" + Samples.ITEM,
        new JsonObject().put("requests", new JsonArray(List.of(requests))));
  }

  public int callsForItems() {
    return calls(ITEMS);
  }
}

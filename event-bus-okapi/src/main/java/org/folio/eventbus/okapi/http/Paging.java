/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.http;

import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * The page of a collection that a request selects (contract: FOLIO's traits {@code searchable} and
 * {@code pageable}).
 *
 * @param query CQL, or null for all records
 * @param offset number of records to skip, at least 0
 * @param limit maximum number of records, at least 0
 */
public record Paging(@Nullable String query, int offset, int limit) {

  /** Start of the collection. */
  public static final int DEFAULT_OFFSET = 0;

  /** FOLIO's default. */
  public static final int DEFAULT_LIMIT = 10;

  /**
   * Reads the query parameters {@code query}, {@code offset} and {@code limit}.
   *
   * @throws HttpFailure 400 if offset or limit is not a number from 0 to 2147483647
   */
  public static Paging of(RoutingContext ctx) {
    MultiMap parameters = ctx.queryParams();
    String query = parameters.get("query");
    return new Paging(
        query == null || query.isBlank() ? null : query,
        number(parameters, "offset", DEFAULT_OFFSET),
        number(parameters, "limit", DEFAULT_LIMIT));
  }

  private static int number(MultiMap parameters, String name, int otherwise) {
    String text = parameters.get(name);
    if (text == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw HttpFailure.text(400, complaint(name, text), e);
    }
    throw HttpFailure.text(400, complaint(name, text));
  }

  private static String complaint(String name, String text) {
    return "'"
        + name
        + "' parameter is incorrect. It must be a number from 0 to 2147483647, but is {"
        + text
        + "}";
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.collection;

import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import org.folio.eventbus.base.value.FolioDateTime;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.folio.eventbus.okapi.http.Paging;
import org.folio.eventbus.okapi.http.StrictUuid;
import org.jspecify.annotations.Nullable;

/**
 * Translates query parameters that filter records to CQL. Declare the parameters, then ask for the
 * {@link #paging}.
 */
public final class Filter {

  private final RoutingContext ctx;
  private final List<String> clauses = new ArrayList<>();

  /** Reads the parameters of a request. */
  public Filter(RoutingContext ctx) {
    this.ctx = ctx;
  }

  /**
   * A UUID.
   *
   * @throws HttpFailure 400 if it is not a UUID
   */
  public Filter uuid(String parameter, String index) {
    return add(parameter, index, StrictUuid.parse(value(parameter)).isPresent(), "a UUID");
  }

  /**
   * A boolean.
   *
   * @throws HttpFailure 400 if it is not a boolean
   */
  public Filter flag(String parameter, String index) {
    String value = value(parameter);
    return add(parameter, index, "true".equals(value) || "false".equals(value), "true or false");
  }

  /**
   * A point in time.
   *
   * @throws HttpFailure 400 if it is not a point in time
   */
  public Filter time(String parameter, String index) {
    String value = value(parameter);
    return add(
        parameter,
        index,
        value != null && FolioDateTime.isValid(value),
        "a date and time such as 2026-03-15T22:59:59.000");
  }

  /** The page of the collection that all parameters together select. */
  public Paging paging() {
    Paging page = Paging.of(ctx);
    return new Paging(
        clauses.isEmpty() ? null : String.join(" and ", clauses), page.offset(), page.limit());
  }

  private @Nullable String value(String parameter) {
    return ctx.queryParams().get(parameter);
  }

  private Filter add(String parameter, String index, boolean valid, String expected) {
    String value = value(parameter);
    if (value != null && !valid) {
      throw HttpFailure.text(400, "The parameter %s must be %s".formatted(parameter, expected));
    }
    if (value != null) {
      clauses.add("%s==\"%s\"".formatted(index, value));
    }
    return this;
  }
}

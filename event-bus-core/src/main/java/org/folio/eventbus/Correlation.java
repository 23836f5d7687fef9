/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import org.jspecify.annotations.Nullable;

/**
 * Ties an event to the request that caused it. It never holds a token.
 *
 * @param requestId Okapi's {@code X-Okapi-Request-Id}, or null
 * @param userId Okapi's {@code X-Okapi-User-Id}, the staff member who acted, or null
 * @param traceparent W3C trace context of the caller, or null
 * @param derivedFrom the record that the event was derived from, or null if the module that caused
 *     the fact published the event itself
 */
public record Correlation(
    @Nullable String requestId,
    @Nullable String userId,
    @Nullable String traceparent,
    @Nullable String derivedFrom) {

  /** The correlation of work that no request caused. */
  public static final Correlation NONE = new Correlation(null, null, null);

  /** The correlation of an event that its own module publishes. */
  public Correlation(
      @Nullable String requestId, @Nullable String userId, @Nullable String traceparent) {
    this(requestId, userId, traceparent, null);
  }

  /** The same correlation within another trace. */
  public Correlation withTraceparent(@Nullable String newTraceparent) {
    return new Correlation(requestId, userId, newTraceparent, derivedFrom);
  }
}

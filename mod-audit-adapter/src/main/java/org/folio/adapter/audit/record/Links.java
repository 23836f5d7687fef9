/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit.record;

import org.jspecify.annotations.Nullable;

/** The ids to which a record refers, besides its items; each is null if there is none. */
public record Links(
    @Nullable String userId,
    @Nullable String requestId,
    @Nullable String feeFineId,
    @Nullable String templateId,
    @Nullable String noticePolicyId) {

  /** The link to a patron only. */
  static Links user(@Nullable String userId) {
    return new Links(userId, null, null, null, null);
  }

  /** The links to a request and its patron. */
  static Links request(@Nullable String userId, @Nullable String requestId) {
    return new Links(userId, requestId, null, null, null);
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit.record;

import org.jspecify.annotations.Nullable;

/** What a record is about, beside its items; each part is null if there is none. */
public record Links(
    @Nullable String userId,
    @Nullable String requestId,
    @Nullable String feeFineId,
    @Nullable String templateId,
    @Nullable String noticePolicyId) {

  /** About a patron only. */
  static Links user(@Nullable String userId) {
    return new Links(userId, null, null, null, null);
  }

  /** About a request of a patron. */
  static Links request(@Nullable String userId, @Nullable String requestId) {
    return new Links(userId, requestId, null, null, null);
  }
}

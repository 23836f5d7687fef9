/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.summary;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.folio.eventbus.TenantId;

/**
 * The id of a patron's summary: a name-based UUID, so that it needs no table and stays the same
 * when a summary becomes empty and fills again.
 */
final class SummaryId {

  // Part of every id; with another text every summary would change its id.
  private static final String NAMESPACE = "patron-summary";

  private SummaryId() {}

  static UUID of(TenantId tenant, UUID userId) {
    return UUID.nameUUIDFromBytes(
        (NAMESPACE + ":" + tenant + ":" + userId).getBytes(StandardCharsets.UTF_8));
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.replay;

import java.util.List;

/**
 * The result of a shadow replay.
 *
 * @param schema the shadow schema, which stays until the next shadow replay of the tenant
 * @param replay the counts of the replay in the shadow
 * @param missing number of missing sequences between a key's events that were passed over, because
 *     neither Kafka nor the journal has them
 * @param keysApart number of keys in the shadow whose sequence differs from that of the live
 *     subscription of the same name; only if it is 0 do differences concern the handler alone
 * @param differences one for each comparison, in their order
 */
public record ShadowResult(
    String schema,
    ReplayResult replay,
    long missing,
    long keysApart,
    List<Difference> differences) {

  /** Copies the list. */
  public ShadowResult {
    differences = List.copyOf(differences);
  }
}

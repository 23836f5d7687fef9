/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.replay;

import java.util.List;

/**
 * What a shadow replay has shown.
 *
 * @param schema the shadow schema, which stays until the next shadow replay of the tenant
 * @param replay what was done with the events there
 * @param missing sequences that were passed over in the middle of a key's events, because nobody
 *     has them
 * @param keysApart keys of the shadow for which the live subscription of the same name has come to
 *     another sequence; only if it is 0 do differences tell of the handler alone
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

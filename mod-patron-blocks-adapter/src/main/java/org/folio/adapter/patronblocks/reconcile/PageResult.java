/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What came of one page.
 *
 * @param records of storage that were looked at
 * @param total number of records that storage has in the range of the page and behind it
 * @param lastId the last id that was looked at, or null if the range is done
 * @param differences that were noticed
 * @param repaired those of them that were repaired
 */
public record PageResult(
    int records, int total, @Nullable UUID lastId, int differences, int repaired) {}

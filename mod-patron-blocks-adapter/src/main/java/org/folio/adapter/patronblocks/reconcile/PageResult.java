/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The result of one page.
 *
 * @param records number of storage's records
 * @param total number of storage's records in the range of the page and after it
 * @param lastId the last id of the page, or null if the range is done
 * @param differences number of differences found
 * @param repaired number of repaired differences
 */
public record PageResult(
    int records, int total, @Nullable UUID lastId, int differences, int repaired) {}

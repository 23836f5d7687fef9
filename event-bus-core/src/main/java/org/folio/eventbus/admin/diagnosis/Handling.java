/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.diagnosis;

import java.time.Instant;
import java.util.List;
import org.folio.eventbus.admin.key.Awaited;
import org.jspecify.annotations.Nullable;

/**
 * What one subscription knows about an event.
 *
 * @param explanation one sentence with the evidence for the verdict and the remedy, if one is
 *     needed
 * @param since since when the event waits, or when it was handled; null if it is not known
 * @param applied the last applied sequence of the key; 0 if there is none
 * @param receipts all receipts of the event, oldest first
 * @param awaited earlier sequences that it waits for and that are not yet reported as missing
 */
public record Handling(
    String subscription,
    Verdict verdict,
    String explanation,
    @Nullable Instant since,
    long applied,
    List<Handled> receipts,
    List<Awaited> awaited) {}

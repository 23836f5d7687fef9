/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.diagnosis;

import java.time.Instant;
import java.util.List;
import org.folio.eventbus.admin.key.Awaited;
import org.jspecify.annotations.Nullable;

/**
 * What one subscription knows of an event.
 *
 * @param explanation one sentence that says what the verdict rests on and, if something is to be
 *     done, what
 * @param since since when the event waits, or when it was dealt with; null if nobody knows
 * @param applied the last sequence of the key that was applied; 0 if none
 * @param receipts all that was done with it, oldest first
 * @param awaited sequences before it that it waits for and that are not reported as missing yet
 */
public record Handling(
    String subscription,
    Verdict verdict,
    String explanation,
    @Nullable Instant since,
    long applied,
    List<Handled> receipts,
    List<Awaited> awaited) {}

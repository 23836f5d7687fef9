/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness.finding;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A loan event that was published.
 *
 * @param requestId the request that published it, or null
 * @param storedAt when it was published, by the database's clock
 */
public record NoticedEvent(
    UUID id,
    UUID loanId,
    String type,
    String fingerprint,
    @Nullable String requestId,
    Instant storedAt) {}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.relay;

import java.util.List;
import java.util.Map;
import org.folio.eventbus.outbox.OutboxRow;
import org.folio.eventbus.outbox.SentRow;
import org.jspecify.annotations.Nullable;

/**
 * The result of a round of sends. Rows that appear nowhere here were not sent.
 *
 * @param acknowledged rows that are on Kafka
 * @param refused rows that brokers reject permanently, with the reason
 * @param failure why another row is not on Kafka yet, or null if none has failed
 */
record SendResult(
    List<SentRow> acknowledged, Map<OutboxRow, Throwable> refused, @Nullable Throwable failure) {}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.relay;

import io.vertx.core.Future;
import java.util.List;
import org.folio.eventbus.outbox.SentRow;
import org.jspecify.annotations.Nullable;

/**
 * What became of a round of sends.
 *
 * @param acknowledged rows that are on Kafka
 * @param failure why another row is not, or null if all are
 */
record SendResult(List<SentRow> acknowledged, @Nullable Throwable failure) {

  static SendResult of(List<Future<SentRow>> sent) {
    return new SendResult(
        sent.stream().filter(Future::succeeded).map(Future::result).toList(),
        sent.stream().filter(Future::failed).map(Future::cause).findFirst().orElse(null));
  }
}

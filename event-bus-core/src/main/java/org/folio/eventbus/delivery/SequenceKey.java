/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.delivery;

import org.folio.eventbus.Event;
import org.folio.eventbus.StreamKey;

/** One sequence of one key. */
public record SequenceKey(StreamKey key, long sequence) {

  public static SequenceKey of(Event event) {
    return new SequenceKey(StreamKey.of(event), event.sequence());
  }
}

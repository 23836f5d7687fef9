/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.consume;

import org.folio.eventbus.Event;
import org.folio.eventbus.StreamKey;

/** One sequence of one key. */
record SequenceKey(StreamKey key, long sequence) {

  static SequenceKey of(Event event) {
    return new SequenceKey(StreamKey.of(event), event.sequence());
  }
}

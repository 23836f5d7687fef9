/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import java.util.Comparator;

/**
 * The scope of sequences and cursors within a tenant. Rows are locked in the natural order of this
 * type.
 *
 * @param stream the stream
 * @param key the key
 */
public record StreamKey(String stream, String key) implements Comparable<StreamKey> {

  private static final Comparator<StreamKey> ORDER =
      Comparator.comparing(StreamKey::stream).thenComparing(StreamKey::key);

  /** The key of an event. */
  public static StreamKey of(Event event) {
    return new StreamKey(event.stream(), event.key());
  }

  @Override
  public int compareTo(StreamKey other) {
    return ORDER.compare(this, other);
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import java.util.UUID;

/**
 * What the publisher made of a draft.
 *
 * @param id the event's id
 * @param type the event's type
 * @param stream the stream that it was published on
 * @param key its key
 * @param sequence its number within the key
 * @param repeated true if an event of this id and content had been published before, or another
 *     event that told the same fact; nothing new was stored then, and id and number are those of
 *     the first time
 */
public record PublishedEvent(
    UUID id, String type, String stream, String key, long sequence, boolean repeated) {

  /** The same event as the answer to a repetition. */
  public PublishedEvent asRepeated() {
    return new PublishedEvent(id, type, stream, key, sequence, true);
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import java.util.UUID;

/**
 * The result of publishing a draft.
 *
 * @param id the event's id
 * @param type the event's type
 * @param stream the stream that it was published on
 * @param key its key
 * @param sequence its number within the key
 * @param repeated true if an event with this id and content, or another event that tells the same
 *     fact, was published before; nothing new is stored then, and id and number are those of the
 *     first event
 */
public record PublishedEvent(
    UUID id, String type, String stream, String key, long sequence, boolean repeated) {

  /** The same event as the result of a repetition. */
  public PublishedEvent asRepeated() {
    return new PublishedEvent(id, type, stream, key, sequence, true);
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.call;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The parts of a body in order of arrival. A growing buffer would hold up to twice as much, and
 * copy it repeatedly. Not for use by several threads at a time.
 */
public final class BodyParts {

  private final List<Buffer> parts = new ArrayList<>();
  private int length;

  /** Adds a part, which must not change any more. */
  public void add(Buffer part) {
    parts.add(part);
    length += part.length();
  }

  /** In bytes. */
  public int length() {
    return length;
  }

  /** Merges all parts into one buffer, which replaces them. */
  public Buffer whole() {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    Buffer whole = Buffer.buffer(length);
    parts.forEach(whole::appendBuffer);
    parts.clear();
    parts.add(whole);
    return whole;
  }

  /** Removes all parts. */
  public void clear() {
    parts.clear();
    length = 0;
  }
}

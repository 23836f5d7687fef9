/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.call;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The parts of a body as they come. A buffer that grows would hold up to twice as much, and copy it
 * again and again. Not for use by several threads at a time.
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

  /** All parts in one buffer, which takes their place. */
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

  /** Forgets all parts. */
  public void clear() {
    parts.clear();
    length = 0;
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.importing;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** Splits a body into lines as it arrives. Not for use by several threads. */
final class LineSplitter {

  private static final byte END = '\n';
  private static final byte RETURN = '\r';

  private Buffer rest = Buffer.buffer();

  /** The lines that a part of the body completes, without their line ends. */
  List<byte[]> feed(Buffer part) {
    List<byte[]> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < part.length(); i++) {
      if (part.getByte(i) == END) {
        lines.add(line(rest.appendBuffer(part, start, i - start)));
        rest = Buffer.buffer();
        start = i + 1;
      }
    }
    rest.appendBuffer(part, start, part.length() - start);
    return lines;
  }

  /** The last line, if the body did not end with a line end. */
  List<byte[]> end() {
    return rest.length() == 0 ? List.of() : List.of(line(rest));
  }

  /** Bytes of the incomplete line. */
  int unfinished() {
    return rest.length();
  }

  private static byte[] line(Buffer line) {
    int length = line.length();
    return length > 0 && line.getByte(length - 1) == RETURN
        ? line.getBytes(0, length - 1)
        : line.getBytes();
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The raw path and query of a request. Router and routes decode them, so they are checked once
 * before: percent-encoding is complete, its bytes are valid UTF-8, and none is NUL, which
 * PostgreSQL cannot store or compare.
 */
public final class RequestTarget {

  private static final int HEX = 16;

  private RequestTarget() {}

  public static boolean isReadable(String target) {
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(target.length());
    for (int i = 0; i < target.length(); i++) {
      char next = target.charAt(i);
      int value = next;
      if (next == '%') {
        value = encoded(target, i + 1);
        i += 2;
      } else if (next <= ' ' || next > '~') {
        return false;
      }
      if (value <= 0) {
        return false;
      }
      decoded.write(value);
    }
    return isUtf8(decoded.toByteArray());
  }

  private static int encoded(String target, int at) {
    if (at + 1 >= target.length()) {
      return -1;
    }
    int high = Character.digit(target.charAt(at), HEX);
    int low = Character.digit(target.charAt(at + 1), HEX);
    return high < 0 || low < 0 ? -1 : high * HEX + low;
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}

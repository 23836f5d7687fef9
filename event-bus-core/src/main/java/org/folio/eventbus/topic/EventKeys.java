/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.topic;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.folio.eventbus.base.value.UuidForm;

/** The canonical form of each key. */
public final class EventKeys {

  // Bytes. An index of PostgreSQL takes some 2,700 with the names of stream and subscription.
  private static final int LONGEST = 1_000;

  private static final int BYTES_OF_A_CHARACTER = 3;

  private EventKeys() {}

  /**
   * The key for a property's value. A UUID has the same meaning in upper and lower case; two
   * spellings must not become two keys.
   */
  public static String canonical(String value) {
    return UuidForm.matches(value) ? value.toLowerCase(Locale.ROOT) : value;
  }

  /**
   * Rejects a key that no table can store.
   *
   * @throws UnreadableEventException if it is longer than an index allows, or contains a NUL
   */
  public static String storable(String key) {
    if (key.indexOf('\0') >= 0 || bytes(key) > LONGEST) {
      throw new UnreadableEventException(
          "The key is longer than " + LONGEST + " bytes or holds a NUL");
    }
    return key;
  }

  // Few keys are so long that their characters may take more bytes than that.
  private static int bytes(String key) {
    int most = key.length() * BYTES_OF_A_CHARACTER;
    return most <= LONGEST ? most : key.getBytes(StandardCharsets.UTF_8).length;
  }
}

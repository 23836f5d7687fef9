/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.publish;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.UUID;

/** A body of check-outs, one per line, generated while it is read. */
final class Lines extends InputStream {

  private static final int PATRONS = 10_000;
  private static final long VERSION = 0x4000L;
  private static final int VARIANT_BITS = 2;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  // The grace period and the due date of most loans.
  private static final String EVENT =
      "{\"type\":\"ITEM_CHECKED_OUT\",\"payload\":{\"userId\":\"%s\",\"loanId\":\"%s\",\"dueDate\":\"2026-03-15T22:59:59.000Z\",\"gracePeriod\":{\"duration\":2,\"intervalId\":\"Days\"}}}";

  private final Random random;
  private int left;
  private byte[] line = {};
  private int place;

  Lines(int number, long seed) {
    this.left = number;
    this.random = new Random(seed);
  }

  /** A check-out as JSON. */
  static String event(Random random) {
    return EVENT.formatted(
        new UUID(VERSION, VARIANT | random.nextInt(PATRONS)),
        new UUID(VERSION, VARIANT | random.nextLong() >>> VARIANT_BITS));
  }

  @Override
  public int read() {
    return next() ? line[place++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    if (!next()) {
      return -1;
    }
    int count = 0;
    while (count < length && next()) {
      int part = Math.min(length - count, line.length - place);
      System.arraycopy(line, place, target, offset + count, part);
      place += part;
      count += part;
    }
    return count;
  }

  private boolean next() {
    if (place < line.length) {
      return true;
    }
    if (left == 0) {
      return false;
    }
    left--;
    line = (event(random) + "\n").getBytes(StandardCharsets.UTF_8);
    place = 0;
    return true;
  }
}

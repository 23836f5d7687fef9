/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FolioDateTimeTest {

  private static final int TEXTS = 100_000;
  private static final String LETTERS = "0123456789TZ+-:. tz,";
  private static final String[] FORMS = {
    "2026-03-15T22:59:59.000Z",
    "2026-03-15T22:59:59.000+00:00",
    "2026-03-15T22:59:59.123456+0000",
    "2026-02-28T23:59:59-12:30",
    "2026-03-15T22:59:59",
    "2026-03-15T22:59Z",
    "2026-03-15T22:59+00:00",
    "2026-03-15",
    "0001-01-01T00:00:00.000Z"
  };

  @ParameterizedTest
  @CsvSource({
    "2026-03-15T22:59:59.000Z, 2026-03-15T22:59:59Z",
    "2026-03-15T22:59:59.123+00:00, 2026-03-15T22:59:59.123Z",
    "2026-03-15T22:59:59.123+0000, 2026-03-15T22:59:59.123Z",
    "2026-03-15T22:59:59.123456789-05:30, 2026-03-16T04:29:59.123456789Z",
    "2021-02-15T12:00:00, 2021-02-15T12:00:00Z",
    "2021-02-15T12:00Z, 2021-02-15T12:00:00Z",
    "2021-02-15, 2021-02-15T00:00:00Z"
  })
  void readsWhatFoliosModulesWrite(String text, Instant instant) {
    assertEquals(instant, FolioDateTime.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tomorrow",
        "2026-02-30T00:00:00Z",
        "2026-03-15T24:00:00Z",
        "2026-03-15T22:59:60Z",
        "2026-03-15T22:59:59+19:00",
        "0000-12-31T00:00:00Z",
        "10000-01-01T00:00:00Z",
        "2026-03-15t22:59:59Z",
        "2026-03-15T22:59:59Z.000"
      })
  void refusesWhatIsNoDateAndTime(String text) {
    assertFalse(FolioDateTime.isValid(text));
  }

  /** As Jackson writes and reads a java.util.Date. */
  @ParameterizedTest
  @CsvSource({
    "1796000000000, 2026-11-30T00:53:20Z",
    "0, 1970-01-01T00:00:00Z",
    "-62135596800000, 0001-01-01T00:00:00Z",
    "253402300799999, 9999-12-31T23:59:59.999Z"
  })
  void payloadsHoldMillisecondsAsNumbersAndAsTexts(long millis, Instant instant) {
    assertEquals(Optional.of(instant), FolioDateTime.of(millis));
    assertEquals(Optional.of(instant), FolioDateTime.of(Long.toString(millis)));
    assertEquals(Optional.of(instant), FolioDateTime.of(LongNode.valueOf(millis)));
    assertEquals(Optional.of(instant), FolioDateTime.of(instant.toString()));
  }

  @Test
  void whatIsNoDateOfAPayloadIsNone() {
    for (Object value :
        new Object[] {
          null,
          true,
          1.5,
          1.796E12,
          "",
          "soon",
          "1796000000000.0",
          "0x1F",
          "9".repeat(30),
          253_402_300_800_000L,
          -62_135_596_800_001L,
          Long.MIN_VALUE,
          BigInteger.TEN.pow(30)
        }) {
      assertEquals(Optional.empty(), FolioDateTime.of(value), String.valueOf(value));
    }
    assertEquals(Optional.empty(), FolioDateTime.of(MissingNode.getInstance()));
    assertEquals(Optional.empty(), FolioDateTime.of(NullNode.getInstance()));
  }

  @Test
  void operatorsCannotMeanMillisecondsByAYear() {
    assertFalse(FolioDateTime.isValid("2026"));
  }

  @Test
  void theShortWayReadsExactlyWhatTheLongWayReads() {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("FolioDateTimeTest: repeat with -Dseed=" + seed);
    Random random = new Random(seed);
    for (int i = 0; i < TEXTS; i++) {
      String text = mutated(random);
      assertEquals(read(text, FolioDateTime::lenient), read(text, FolioDateTime::parse), text);
    }
  }

  private static Optional<Instant> read(String text, Function<String, Instant> parser) {
    try {
      return Optional.of(parser.apply(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String mutated(Random random) {
    StringBuilder text = new StringBuilder(FORMS[random.nextInt(FORMS.length)]);
    for (int changes = random.nextInt(3); changes > 0; changes--) {
      int place = random.nextInt(text.length());
      char letter = LETTERS.charAt(random.nextInt(LETTERS.length()));
      switch (random.nextInt(3)) {
        case 0 -> text.setCharAt(place, letter);
        case 1 -> text.insert(place, letter);
        default -> text.deleteCharAt(place);
      }
    }
    return text.toString();
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

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

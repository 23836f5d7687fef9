/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.cql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of texts, for indexes of type {@link CqlType#WORDS}: a UUID is one word, and otherwise
 * whatever consists of letters and digits. Lower case. Both sides of a comparison are cut here, so
 * that PostgreSQL's own parser, which takes identifiers apart, has no say.
 */
public final class CqlWords {

  /** PostgreSQL's positions end at 16,383; no description comes near. */
  static final int MOST_WORDS = 10_000;

  /** PostgreSQL takes 2,046 bytes of a word; a letter has four at most. */
  static final int LONGEST_WORD = 500;

  /** PostgreSQL takes a megabyte, and a character has four bytes at most. */
  static final int MOST_CHARACTERS = 200_000;

  /** Between two texts, so that no phrase is found across their border. */
  private static final int DISTANCE = 10;

  private static final Pattern WORD =
      Pattern.compile(
          "\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}|[\\p{L}\\p{M}\\p{N}]+\\*?");

  private CqlWords() {}

  /**
   * The words of some texts and their places, as PostgreSQL reads a {@code tsvector}: bind it as
   * text and cast it.
   */
  public static String vector(List<String> texts) {
    StringBuilder vector = new StringBuilder();
    int position = 0;
    int words = 0;
    for (String text : texts) {
      Matcher word = WORD.matcher(text);
      while (words < MOST_WORDS && vector.length() < MOST_CHARACTERS && word.find()) {
        position++;
        words++;
        vector.append(quoted(stripped(word.group()))).append(':').append(position).append(' ');
      }
      position += DISTANCE;
    }
    return vector.toString();
  }

  /**
   * A term as a {@code tsquery}: its words one behind the other.
   *
   * @return empty if the term has no words, or masks something else than the end of a word
   */
  static Optional<String> query(CqlTerm term) {
    String text = term.literal();
    boolean escapes = term.raw().indexOf('\\') >= 0;
    if (escapes || term.isAnchoredAtStart() || term.isAnchoredAtEnd() || text.indexOf('?') >= 0) {
      return Optional.empty();
    }
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(text);
    int masks = 0;
    while (word.find()) {
      String found = word.group();
      boolean begins = found.endsWith("*");
      masks += begins ? 1 : 0;
      words.add(quoted(stripped(found)) + (begins ? ":*" : ""));
    }
    boolean allMasksAreEnds = text.chars().filter(c -> c == '*').count() == masks;
    return words.isEmpty() || !allMasksAreEnds
        ? Optional.empty()
        : Optional.of(String.join(" <-> ", words));
  }

  private static String stripped(String found) {
    String word = found.endsWith("*") ? found.substring(0, found.length() - 1) : found;
    int end =
        word.offsetByCodePoints(0, Math.min(LONGEST_WORD, word.codePointCount(0, word.length())));
    return word.substring(0, end).toLowerCase(Locale.ROOT);
  }

  // Letters and digits only: nothing in it could end the quotation.
  private static String quoted(String word) {
    return "'" + word + "'";
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.cql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The words of texts, for indexes of type {@link CqlType#WORDS}: a UUID is one word; otherwise a
 * word consists of letters and digits. Both sides of a comparison are split here, so that
 * PostgreSQL's own parser, which splits identifiers, is not involved. Bound values must pass {@code
 * folded} before the cast; it changes letters only, no quotes.
 */
public final class CqlWords {

  /** PostgreSQL's positions end at 16,383; no description comes near. */
  static final int MOST_WORDS = 10_000;

  /** PostgreSQL allows 2,046 bytes per word; a letter has at most four. */
  public static final int LONGEST_WORD = 500;

  /** PostgreSQL allows a megabyte, and a character has at most four bytes. */
  static final int MOST_CHARACTERS = 200_000;

  // In PostgreSQL's and in Java's regular expressions alike: ASCII and the most common of Unicode.
  private static final String BETWEEN_WORDS = "!-/:-@\\[-`{-~\u00a1\u00ab\u00bb\u00bf\u2000-\u206f";

  /** The separators of words, as a regular expression of PostgreSQL. */
  static final String SQL_BETWEEN_WORDS = "[[:space:]" + BETWEEN_WORDS + "]+";

  private static final Pattern JAVA_BETWEEN_WORDS = Pattern.compile("[\\s" + BETWEEN_WORDS + "]");

  private static final Pattern WORD =
      Pattern.compile(
          "\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}|[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}]*\\*?");

  private CqlWords() {}

  /** The words of a text and their positions, in PostgreSQL's {@code tsvector} format. */
  public static String vector(@Nullable String text) {
    StringBuilder vector = new StringBuilder();
    Matcher word = WORD.matcher(text == null ? "" : text);
    for (int n = 1; n <= MOST_WORDS && vector.length() < MOST_CHARACTERS && word.find(); n++) {
      vector.append(quoted(stripped(word.group()))).append(':').append(n).append(' ');
    }
    return vector.toString();
  }

  /**
   * A term as a {@code tsquery} for consecutive words.
   *
   * @return empty if the term has no words, or masks anything except the end of a word
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

  /**
   * The stored form of a value of an index of type {@link CqlType#VALUES}.
   *
   * @return empty if nothing remains; PostgreSQL has no empty lexeme
   */
  public static Optional<String> value(String text) {
    boolean empty = text.replaceAll("\\p{M}", "").isBlank();
    return empty ? Optional.empty() : Optional.of(limited(text.strip()));
  }

  /** The {@code tsquery} for a whole value, or for a prefix of values. */
  static Optional<String> valueQuery(String text, boolean begins) {
    return value(text).map(value -> quoted(value) + (begins ? ":*" : ""));
  }

  static boolean isBetweenWords(char c) {
    return JAVA_BETWEEN_WORDS.matcher(Character.toString(c)).matches();
  }

  private static String stripped(String found) {
    String word = found.endsWith("*") ? found.substring(0, found.length() - 1) : found;
    return limited(word).toLowerCase(Locale.ROOT);
  }

  private static String limited(String word) {
    return word.substring(
        0,
        word.offsetByCodePoints(0, Math.min(LONGEST_WORD, word.codePointCount(0, word.length()))));
  }

  private static String quoted(String word) {
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'";
  }
}

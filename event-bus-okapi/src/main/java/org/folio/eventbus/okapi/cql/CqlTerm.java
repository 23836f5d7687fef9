/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.cql;

import java.util.Arrays;
import java.util.List;

/**
 * The right side of a comparison.
 *
 * @param raw with backslashes before literal characters
 * @param position of its first character, from 0
 */
record CqlTerm(String raw, int position) {

  /** The text without escapes; masking characters are literal. */
  String literal() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < raw.length(); i++) {
      boolean escapes = raw.charAt(i) == '\\' && i + 1 < raw.length();
      text.append(raw.charAt(escapes ? ++i : i));
    }
    return text.toString();
  }

  /** True if {@code *} or {@code ?} occurs as a masking character. */
  boolean isMasked() {
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '*' || c == '?') {
        return true;
      }
    }
    return false;
  }

  /** The text before the first masking character, without escapes. */
  String beforeMask() {
    int end = 0;
    while (end < raw.length() && raw.charAt(end) != '*' && raw.charAt(end) != '?') {
      end += raw.charAt(end) == '\\' ? 2 : 1;
    }
    return new CqlTerm(raw.substring(0, Math.min(end, raw.length())), position).literal();
  }

  /** True if the only masking character is a {@code *} at the end. */
  boolean isPrefix() {
    return isMasked()
        && raw.endsWith("*")
        && !new CqlTerm(raw.substring(0, raw.length() - 1), position).isMasked();
  }

  /** True for {@code ""} and {@code *}, which match any value. */
  boolean isAnything() {
    return raw.isEmpty() || raw.equals("*");
  }

  /** The words of the term, each as a term; at least one, which may be empty. */
  List<CqlTerm> words() {
    return Arrays.stream(raw.strip().split("\\s+"))
        .map(word -> new CqlTerm(word, position))
        .toList();
  }

  boolean isAnchoredAtStart() {
    return raw.startsWith("^");
  }

  boolean isAnchoredAtEnd() {
    return raw.length() > 1 && raw.endsWith("^") && !raw.endsWith("\\^");
  }

  /** The pattern for SQL's LIKE with the backslash as escape; anchors are omitted. */
  String like() {
    int start = isAnchoredAtStart() ? 1 : 0;
    int end = raw.length() - (isAnchoredAtEnd() ? 1 : 0);
    StringBuilder pattern = new StringBuilder();
    for (int i = start; i < end; i++) {
      char c = raw.charAt(i);
      if (c == '*') {
        pattern.append('%');
      } else if (c == '?') {
        pattern.append('_');
      } else {
        boolean escapes = c == '\\' && i + 1 < end;
        append(pattern, escapes ? raw.charAt(++i) : c);
      }
    }
    return pattern.toString();
  }

  /** The pattern for the words of the term, with one space between them. */
  String likeWords() {
    int start = isAnchoredAtStart() ? 1 : 0;
    int end = raw.length() - (isAnchoredAtEnd() ? 1 : 0);
    StringBuilder pattern = new StringBuilder();
    for (int i = start; i < end; i++) {
      char c = raw.charAt(i);
      boolean escapes = c == '\\' && i + 1 < end;
      char literal = escapes ? raw.charAt(++i) : c;
      if (!escapes && c == '*') {
        pattern.append('%');
      } else if (!escapes && c == '?') {
        pattern.append('_');
      } else {
        pattern.append(CqlWords.isBetweenWords(literal) ? ' ' : literal);
      }
    }
    return String.join(" ", pattern.toString().strip().split(" +"));
  }

  private static void append(StringBuilder pattern, char literal) {
    if (literal == '%' || literal == '_' || literal == '\\') {
      pattern.append('\\');
    }
    pattern.append(literal);
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.cql;

import java.util.ArrayList;
import java.util.List;
import org.folio.eventbus.okapi.cql.CqlToken.Kind;

/** Splits a query into tokens. */
final class CqlLexer {

  private static final String DELIMITERS = "()/=<>\"";

  private final String query;
  private final List<CqlToken> tokens = new ArrayList<>();
  private int position;

  private CqlLexer(String query) {
    this.query = query;
  }

  static List<CqlToken> tokens(String query) {
    CqlLexer lexer = new CqlLexer(query);
    while (lexer.position < query.length()) {
      lexer.next();
    }
    lexer.add(Kind.END, "", query.length());
    return lexer.tokens;
  }

  private void next() {
    char c = query.charAt(position);
    switch (c) {
      case '(' -> single(Kind.OPEN);
      case ')' -> single(Kind.CLOSE);
      case '/' -> single(Kind.SLASH);
      case '=', '<', '>' -> relation();
      case '"' -> quoted();
      default -> {
        if (Character.isWhitespace(c)) {
          position++;
        } else {
          word();
        }
      }
    }
  }

  private void single(Kind kind) {
    add(kind, query.substring(position, position + 1), position);
    position++;
  }

  private void relation() {
    int start = position;
    String two = query.substring(start, Math.min(start + 2, query.length()));
    String text =
        switch (two) {
          case "==", "<>", "<=", ">=" -> two;
          default -> two.substring(0, 1);
        };
    position += text.length();
    add(Kind.RELATION, text, start);
  }

  private void quoted() {
    int start = position;
    position++;
    while (position < query.length() && query.charAt(position) != '"') {
      position += query.charAt(position) == '\\' ? 2 : 1;
    }
    if (position >= query.length()) {
      throw new CqlException(start, "the quotation that starts here has no end");
    }
    add(Kind.QUOTED, query.substring(start + 1, position), start);
    position++;
  }

  private void word() {
    int start = position;
    while (position < query.length() && isPartOfWord(query.charAt(position))) {
      position += query.charAt(position) == '\\' ? 2 : 1;
    }
    position = Math.min(position, query.length());
    add(Kind.WORD, query.substring(start, position), start);
  }

  private static boolean isPartOfWord(char c) {
    return !Character.isWhitespace(c) && DELIMITERS.indexOf(c) < 0;
  }

  private void add(Kind kind, String text, int start) {
    tokens.add(new CqlToken(kind, text, start));
  }
}

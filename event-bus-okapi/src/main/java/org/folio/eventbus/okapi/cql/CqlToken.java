/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.cql;

import java.util.Locale;

/**
 * A piece of a query.
 *
 * @param text a term as written, with its escapes but without quotes
 * @param position of the first character, from 0
 */
record CqlToken(Kind kind, String text, int position) {

  enum Kind {
    OPEN,
    CLOSE,
    SLASH,
    RELATION,
    WORD,
    QUOTED,
    END
  }

  boolean is(Kind other) {
    return kind == other;
  }

  boolean isTerm() {
    return kind == Kind.WORD || kind == Kind.QUOTED;
  }

  /** Only a bare word can be a keyword; a quoted one is a term. */
  boolean isWord(String word) {
    return kind == Kind.WORD && text.toLowerCase(Locale.ROOT).equals(word);
  }
}

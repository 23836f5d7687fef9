/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.cql;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Pattern;
import org.folio.eventbus.base.value.FolioDateTime;

/**
 * What an index holds, and so how its terms are read and compared. No comparison of texts minds
 * case or accents.
 */
public enum CqlType {
  /** A text; {@code =} finds words one behind the other, {@code ==} compares it as a whole. */
  TEXT("a text"),
  /** A text that is always compared as a whole. */
  KEYWORD("a text"),
  /** A text of few different ones, all of which a table lists, see {@link CqlFields#withLabels}. */
  LABEL("a text"),
  /** A text with its words in a {@code tsvector} beside it, see {@link CqlFields#withWords}. */
  WORDS("a text"),
  /** Several texts, each compared as a whole by {@code =}, see {@link CqlFields#withValues}. */
  VALUES("a text"),
  /** A UUID of any version. */
  UUID("a UUID") {
    @Override
    Object value(String term) {
      if (!UUID_TEXT.matcher(term).matches()) {
        throw new IllegalArgumentException(term);
      }
      return java.util.UUID.fromString(term);
    }
  },
  /** A number with or without decimals. */
  NUMBER("a number") {
    @Override
    Object value(String term) {
      BigDecimal number = new BigDecimal(term);
      if (Math.abs((long) number.scale()) > MAX_SCALE) {
        throw new IllegalArgumentException(term);
      }
      return number;
    }
  },
  /** {@code true} or {@code false}; it has no order. */
  BOOLEAN("true or false") {
    @Override
    Object value(String term) {
      return switch (term.toLowerCase(Locale.ROOT)) {
        case "true" -> Boolean.TRUE;
        case "false" -> Boolean.FALSE;
        default -> throw new IllegalArgumentException(term);
      };
    }
  },
  /** A point in time; without a zone it is UTC, without a time it is midnight. */
  TIMESTAMP("a date and time such as 2026-03-15T22:59:59Z") {
    @Override
    Object value(String term) {
      return FolioDateTime.parse(term).atOffset(ZoneOffset.UTC);
    }
  };

  private static final Pattern UUID_TEXT =
      Pattern.compile("[a-fA-F0-9]{8}(-[a-fA-F0-9]{4}){3}-[a-fA-F0-9]{12}");

  // Beyond this PostgreSQL's numeric type ends.
  private static final int MAX_SCALE = 16_383;

  private final String described;

  CqlType(String described) {
    this.described = described;
  }

  /** Reads a term; throws IllegalArgumentException or DateTimeException if it is no such value. */
  Object value(String term) {
    return term;
  }

  Object value(CqlTerm term) {
    try {
      return value(term.literal());
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new CqlException(term.position(), "the term must be " + described);
    }
  }

  boolean isText() {
    return compareTo(VALUES) <= 0;
  }

  boolean isOrdered() {
    return this != BOOLEAN;
  }
}

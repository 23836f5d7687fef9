/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.cql;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Pattern;
import org.folio.eventbus.base.value.FolioDateTime;

/**
 * The type of an index, which determines how its terms are read and compared. Comparisons of texts
 * ignore case and accents.
 */
public enum CqlType {
  /** A text; {@code =} finds consecutive words, {@code ==} compares the whole text. */
  TEXT("a text"),
  /** A text that is always compared as a whole. */
  KEYWORD("a text"),
  /**
   * A text with few different values, all of which a table lists, see {@link CqlFields#withLabels}.
   */
  LABEL("a text"),
  /** A text with its words in a {@code tsvector}, see {@link CqlFields#withWords}. */
  WORDS("a text"),
  /** Several texts; {@code =} compares each as a whole, see {@link CqlFields#withValues}. */
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

  // The limit of PostgreSQL's numeric type.
  private static final int MAX_SCALE = 16_383;

  private final String described;

  CqlType(String described) {
    this.described = described;
  }

  /**
   * Reads a term; throws IllegalArgumentException or DateTimeException if it is not a value of the
   * type.
   */
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

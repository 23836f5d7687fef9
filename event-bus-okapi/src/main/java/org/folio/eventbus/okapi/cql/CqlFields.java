/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.cql;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The indexes that queries on a collection may use. Immutable. */
public final class CqlFields {

  /** A declaration without any index. */
  public static final CqlFields NONE = new CqlFields(Map.of(), false);

  private final Map<String, Field> fields;

  private final boolean unknownMatchNothing;

  record Field(String expression, CqlType type, String words) {}

  // CQL does not distinguish upper and lower case in the names of indexes.
  private CqlFields(Map<String, Field> fields, boolean unknownMatchNothing) {
    this.unknownMatchNothing = unknownMatchNothing;
    Map<String, Field> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(fields);
    this.fields = Collections.unmodifiableMap(copy);
  }

  /**
   * The same with one more index.
   *
   * @param index its name in queries
   * @param expression SQL that gives its value, usually a column; never anything a client sent
   */
  public CqlFields with(String index, String expression, CqlType type) {
    return with(index, new Field(expression, type, ""));
  }

  /**
   * The same with one more index of type {@link CqlType#WORDS}.
   *
   * @param index its name in queries
   * @param expression SQL that gives the text
   * @param words SQL that gives the text as {@code tsvector}, made by {@link CqlWords#vector}
   */
  public CqlFields withWords(String index, String expression, String words) {
    return with(index, new Field(expression, CqlType.WORDS, words));
  }

  private CqlFields with(String index, Field field) {
    Map<String, Field> more = new TreeMap<>(fields);
    more.put(index, field);
    return new CqlFields(more, unknownMatchNothing);
  }

  /**
   * The same, where comparisons with an index that is not declared match no record, and sorting by
   * one changes nothing, as with modules on RAML Module Builder. Otherwise they are refused.
   */
  public CqlFields unknownMatchNothing() {
    return new CqlFields(fields, true);
  }

  /** Whether comparisons with the index match nothing, because it is not declared. */
  boolean matchesNothing(String index) {
    return unknownMatchNothing && !fields.containsKey(index);
  }

  Field field(String index, int position) {
    @Nullable Field field = fields.get(index);
    if (field == null) {
      throw new CqlException(
          position,
          "there is no index of this name; known are " + String.join(", ", fields.keySet()));
    }
    return field;
  }
}

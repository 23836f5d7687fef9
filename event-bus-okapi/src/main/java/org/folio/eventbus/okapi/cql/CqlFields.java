/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.cql;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The indexes that queries on a collection may use. Immutable. */
public final class CqlFields {

  /** A declaration without any index. */
  public static final CqlFields NONE = new CqlFields(Map.of());

  private final Map<String, Field> fields;

  record Field(String expression, CqlType type) {}

  // CQL does not distinguish upper and lower case in the names of indexes.
  private CqlFields(Map<String, Field> fields) {
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
    Map<String, Field> more = new TreeMap<>(fields);
    more.put(index, new Field(expression, type));
    return new CqlFields(more);
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

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.cql;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The indexes that queries on a collection may use. Immutable. */
public final class CqlFields {

  /** A declaration without any index. */
  public static final CqlFields NONE = new CqlFields(Map.of(), Set.of(), false);

  private final Map<String, Field> fields;

  private final Set<String> narrowing;

  private final boolean unknownMatchNothing;

  /**
   * @param aid what the comparison uses beside the expression, depending on the type
   */
  record Field(String expression, CqlType type, String aid) {}

  // CQL does not distinguish upper and lower case in the names of indexes.
  private CqlFields(Map<String, Field> fields, Set<String> narrowing, boolean unknownMatchNothing) {
    this.narrowing = narrowing;
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

  /**
   * The same with one more index of type {@link CqlType#VALUES}.
   *
   * @param index its name in queries
   * @param expression SQL that gives all of it as one text, for {@code ==}
   * @param values SQL that gives the values as lexemes of a {@code tsvector}, folded
   */
  public CqlFields withValues(String index, String expression, String values) {
    return with(index, new Field(expression, CqlType.VALUES, values));
  }

  /**
   * The same with one more index of type {@link CqlType#LABEL}. Words are looked for in the table,
   * and then whole labels in the collection, so that an index of the whole text serves for words.
   *
   * @param index its name in queries
   * @param column that gives the text, in the collection as in the table
   * @param table lists each text that the collection has
   */
  public CqlFields withLabels(String index, String column, String table) {
    return with(index, new Field(column, CqlType.LABEL, table));
  }

  private CqlFields with(String index, Field field) {
    Map<String, Field> more = new TreeMap<>(fields);
    more.put(index, field);
    return new CqlFields(more, narrowing, unknownMatchNothing);
  }

  /**
   * The same, where comparisons with an index that is not declared match no record, and sorting by
   * one changes nothing, as with modules on RAML Module Builder. Otherwise they are refused.
   */
  public CqlFields unknownMatchNothing() {
    return new CqlFields(fields, narrowing, true);
  }

  /**
   * The same, with the names of those for which the database has an index of its own. A collection
   * that names some is a large one, and queries on it tell when none of them helps.
   *
   * @see CqlQuery#unaided
   */
  public CqlFields narrowing(String... names) {
    Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    known.addAll(List.of(names));
    return new CqlFields(fields, Collections.unmodifiableSet(known), unknownMatchNothing);
  }

  /** Whether any was named. */
  boolean isLarge() {
    return !narrowing.isEmpty();
  }

  /** Whether the database finds what a comparison is about without reading everything. */
  boolean narrows(CqlNode.Clause clause) {
    if (matchesNothing(clause.index())) {
      return true;
    }
    Field field = fields.get(clause.index());
    if (field == null || !narrowing.contains(clause.index()) || clause.relation().equals("<>")) {
      return false;
    }
    boolean isWhole = clause.relation().equals("==");
    return switch (field.type()) {
      case WORDS -> !isWhole && CqlWords.query(clause.term()).isPresent();
      case VALUES -> !isWhole && !clause.term().beforeMask().isBlank();
      case LABEL -> !isWhole || !clause.term().isMasked();
      default -> !clause.term().isMasked();
    };
  }

  /** Whether the index is declared and holds texts. */
  boolean isText(String index) {
    Field field = fields.get(index);
    return field != null && field.type().isText();
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

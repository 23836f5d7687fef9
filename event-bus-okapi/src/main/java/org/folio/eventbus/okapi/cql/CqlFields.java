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
   * @param aid a further expression for the comparison, depending on the type
   */
  record Field(String expression, CqlType type, String aid) {}

  // CQL ignores the case of index names.
  private CqlFields(Map<String, Field> fields, Set<String> narrowing, boolean unknownMatchNothing) {
    this.narrowing = narrowing;
    this.unknownMatchNothing = unknownMatchNothing;
    Map<String, Field> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(fields);
    this.fields = Collections.unmodifiableMap(copy);
  }

  /**
   * The same declaration with one more index.
   *
   * @param index its name in queries
   * @param expression SQL of its value, usually a column; never any client input
   */
  public CqlFields with(String index, String expression, CqlType type) {
    return with(index, new Field(expression, type, ""));
  }

  /**
   * The same declaration with one more index of type {@link CqlType#WORDS}.
   *
   * @param index its name in queries
   * @param expression SQL of the text
   * @param words SQL of the text as {@code tsvector}, created by {@link CqlWords#vector}
   */
  public CqlFields withWords(String index, String expression, String words) {
    return with(index, new Field(expression, CqlType.WORDS, words));
  }

  /**
   * The same declaration with one more index of type {@link CqlType#VALUES}.
   *
   * @param index its name in queries
   * @param expression SQL of all values as one text, for {@code ==}
   * @param values SQL of the values as lexemes of a {@code tsvector}, folded
   */
  public CqlFields withValues(String index, String expression, String values) {
    return with(index, new Field(expression, CqlType.VALUES, values));
  }

  /**
   * The same declaration with one more index of type {@link CqlType#LABEL}. Words are searched in
   * the table, and then whole labels in the collection, so that an index of the whole text
   * suffices.
   *
   * @param index its name in queries
   * @param column the column of the text, in the collection and in the table
   * @param table lists each text that occurs in the collection
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
   * The same declaration, except that comparisons with an undeclared index match no record, and
   * sorting by one has no effect, as with modules on RAML Module Builder. By default they are
   * rejected.
   */
  public CqlFields unknownMatchNothing() {
    return new CqlFields(fields, narrowing, true);
  }

  /**
   * The same declaration with the names of the indexes for which the database has an index of its
   * own. A collection with such names is a large one, and queries on it report when none of them is
   * used.
   *
   * @see CqlQuery#unaided
   */
  public CqlFields narrowing(String... names) {
    Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    known.addAll(List.of(names));
    return new CqlFields(fields, Collections.unmodifiableSet(known), unknownMatchNothing);
  }

  /** Whether any name was given. */
  boolean isLarge() {
    return !narrowing.isEmpty();
  }

  /** Whether the database can answer a comparison without a full scan. */
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

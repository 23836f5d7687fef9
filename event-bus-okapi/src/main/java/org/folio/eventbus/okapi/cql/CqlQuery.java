/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.cql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.folio.eventbus.okapi.cql.CqlFields.Field;
import org.jspecify.annotations.Nullable;

/**
 * A query as SQL. Nothing of the query's text becomes part of the SQL; terms are bound parameters.
 *
 * @param where a condition with parameters {@code $n}
 * @param orderBy comma-separated expressions, or null if the query asks for no order
 * @param parameters the values of the condition's parameters, in their order
 * @param unaided names of compared fields, if no index of the database narrows the condition on a
 *     large collection; otherwise empty
 */
public record CqlQuery(
    String where, @Nullable String orderBy, List<Object> parameters, Set<String> unaided) {

  /** Longest query; a hundred comparisons with a UUID fit. */
  public static final int MAX_LENGTH = 8_192;

  /** Deepest nesting of parentheses; people write three, programs ten. */
  public static final int MAX_DEPTH = 50;

  /** Most comparisons, so that PostgreSQL's planner is not overrun. */
  public static final int MAX_CLAUSES = 256;

  private static final String ALL_RECORDS = "cql.allrecords";

  /** Copies the list. */
  public CqlQuery {
    parameters = List.copyOf(parameters);
    unaided = Set.copyOf(unaided);
  }

  /**
   * Translates a query.
   *
   * @param query CQL, or null for all records
   * @param fields the indexes that it may use
   * @param firstParameter the number of the first parameter, from 1
   * @throws CqlException if it is wrong, uses an unknown index, or is too long or too deep
   */
  public static CqlQuery of(@Nullable String query, CqlFields fields, int firstParameter) {
    if (query == null) {
      return new CqlQuery("TRUE", null, List.of(), Set.of());
    }
    CqlParser.Parsed parsed = CqlParser.parse(query);
    Translation translation = new Translation(fields, firstParameter);
    CqlNode condition = parsed.condition();
    String where = condition == null ? "TRUE" : translation.condition(condition);
    return new CqlQuery(
        where,
        translation.order(parsed.order()),
        translation.parameters,
        condition == null ? Set.of() : unaided(condition, fields));
  }

  private static Set<String> unaided(CqlNode condition, CqlFields fields) {
    Set<String> compared = new TreeSet<>();
    return !fields.isLarge() || isNarrow(condition, fields, compared) ? Set.of() : compared;
  }

  // Notes on its way what is compared, so both sides are looked at.
  private static boolean isNarrow(CqlNode node, CqlFields fields, Set<String> compared) {
    if (node instanceof CqlNode.Join join) {
      boolean left = isNarrow(join.left(), fields, compared);
      boolean right = isNarrow(join.right(), fields, compared);
      return switch (join.operator()) {
        case "and" -> left || right;
        case "or" -> left && right;
        default -> left;
      };
    }
    CqlNode.Clause clause = (CqlNode.Clause) node;
    if (clause.index().toLowerCase(Locale.ROOT).equals(ALL_RECORDS)) {
      // A page of all is read in order, until it is full.
      return true;
    }
    compared.add(clause.index());
    return fields.narrows(clause);
  }

  private static final class Translation {

    private final CqlFields fields;
    private final int firstParameter;
    private final List<Object> parameters = new ArrayList<>();

    private Translation(CqlFields fields, int firstParameter) {
      this.fields = fields;
      this.firstParameter = firstParameter;
    }

    private String condition(CqlNode node) {
      if (node instanceof CqlNode.Join join) {
        String left = condition(join.left());
        String right = condition(join.right());
        return switch (join.operator()) {
          case "and" -> "(" + left + " AND " + right + ")";
          case "or" -> "(" + left + " OR " + right + ")";
          // A record without a value is not a match, so it belongs to what is left over.
          default -> "(" + left + " AND (" + right + ") IS NOT TRUE)";
        };
      }
      return clause((CqlNode.Clause) node);
    }

    private String clause(CqlNode.Clause clause) {
      if (clause.index().toLowerCase(Locale.ROOT).equals(ALL_RECORDS)) {
        return "TRUE";
      }
      if (fields.matchesNothing(clause.index())) {
        return "FALSE";
      }
      Field field = fields.field(clause.index(), clause.position());
      if (clause.relation().equals("=") && clause.term().isAnything()) {
        return field.expression() + " IS NOT NULL";
      }
      return compared(field, clause);
    }

    private String compared(Field field, CqlNode.Clause clause) {
      return switch (clause.relation()) {
        case "any" -> eachWord(field, clause, " OR ");
        case "all" -> eachWord(field, clause, " AND ");
        case "adj" -> single(field, clause.with("=", clause.term()));
        default -> single(field, clause);
      };
    }

    private String eachWord(Field field, CqlNode.Clause clause, String operator) {
      return clause.term().words().stream()
          .limit(CqlQuery.MAX_CLAUSES)
          .map(word -> single(field, clause.with("=", word)))
          .collect(Collectors.joining(operator, "(", ")"));
    }

    private String single(Field field, CqlNode.Clause clause) {
      return switch (field.type()) {
        case TEXT -> text(field.expression(), clause.relation(), clause.term());
        case KEYWORD -> keyword(field.expression(), clause.relation(), clause.term());
        case WORDS -> fullText(field, clause.relation(), clause.term());
        default -> value(field, clause);
      };
    }

    private String keyword(String expression, String relation, CqlTerm term) {
      String lower = "lower(" + expression + ")";
      return switch (relation) {
        case "=", "==" ->
            term.isMasked()
                ? lower + " LIKE lower(" + bind(term.like()) + ")"
                : lower + " = lower(" + bind(term.literal()) + ")";
        case "<>" ->
            term.isMasked()
                ? lower + " NOT LIKE lower(" + bind(term.like()) + ")"
                : lower + " <> lower(" + bind(term.literal()) + ")";
        default -> lower + " " + relation + " lower(" + bind(term.literal()) + ")";
      };
    }

    // What the words cannot tell, such as an end of a word, is looked for in the text.
    private String fullText(Field field, String relation, CqlTerm term) {
      if (!relation.equals("=")) {
        return keyword(field.expression(), relation, term);
      }
      return CqlWords.query(term)
          .map(query -> field.words() + " @@ " + bind(query) + "::text::tsquery")
          .orElseGet(() -> words(field.expression(), term));
    }

    private String text(String expression, String relation, CqlTerm term) {
      return switch (relation) {
        case "=" -> words(expression, term);
        case "==" ->
            term.isMasked()
                ? expression + " LIKE " + bind(term.like())
                : expression + " = " + bind(term.literal());
        case "<>" ->
            term.isMasked()
                ? expression + " NOT LIKE " + bind(term.like())
                : expression + " <> " + bind(term.literal());
        default -> expression + " " + relation + " " + bind(term.literal());
      };
    }

    // Spaces around both sides make every match start and end at the border of a word.
    private String words(String expression, CqlTerm term) {
      String words = String.join(" ", term.like().strip().split("\\s+"));
      String pattern =
          (term.isAnchoredAtStart() ? " " : "% ") + words + (term.isAnchoredAtEnd() ? " " : " %");
      return "(' ' || lower(" + expression + ") || ' ') LIKE lower(" + bind(pattern) + ")";
    }

    private String value(Field field, CqlNode.Clause clause) {
      String relation = clause.relation().equals("==") ? "=" : clause.relation();
      boolean compares = !relation.equals("=") && !relation.equals("<>");
      if (compares && !field.type().isOrdered()) {
        throw new CqlException(
            clause.position(), "this index has no order; use = or <> in place of " + relation);
      }
      return field.expression() + " " + relation + " " + bind(field.type().value(clause.term()));
    }

    private String bind(Object value) {
      parameters.add(value);
      return "$" + (firstParameter + parameters.size() - 1);
    }

    private @Nullable String order(List<CqlSortKey> keys) {
      return keys.isEmpty()
          ? null
          : keys.stream()
              .filter(key -> !fields.matchesNothing(key.index()))
              .map(
                  key ->
                      fields.field(key.index(), key.position()).expression()
                          + (key.descending() ? " DESC" : " ASC"))
              .reduce((one, other) -> one + ", " + other)
              .orElse(null);
    }
  }
}

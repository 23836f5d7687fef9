/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.cql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.folio.eventbus.okapi.cql.CqlFields.Field;
import org.jspecify.annotations.Nullable;

/**
 * A query as SQL. No text of the query becomes part of the SQL; terms are bound parameters. Text
 * comparisons ignore case and accents, with a function of the tenant's schema that {@link
 * #CHANGELOG} creates.
 *
 * @param where a condition with parameters {@code $n}
 * @param orderBy comma-separated expressions, or null if the query has no sort order
 * @param parameters the values of the condition's parameters, in their order
 * @param compared the SQL expressions of all indexes in the condition
 * @param unaided names of compared fields, if no index of the database narrows the condition on a
 *     large collection; otherwise empty
 */
public record CqlQuery(
    String where,
    @Nullable String orderBy,
    List<Object> parameters,
    Set<String> compared,
    Set<String> unaided) {

  /**
   * The changelog with the function that folds texts; a module's bus applies it before the module's
   * own.
   */
  public static final String CHANGELOG = "org/folio/eventbus/okapi/cql/changelog.sql";

  /** Maximum length; a hundred comparisons with a UUID fit. */
  public static final int MAX_LENGTH = 8_192;

  /** Maximum nesting of parentheses; people write three, programs ten. */
  public static final int MAX_DEPTH = 50;

  /** Maximum number of comparisons, to protect PostgreSQL's planner. */
  public static final int MAX_CLAUSES = 256;

  private static final String ALL_RECORDS = "cql.allrecords";

  /** Copies the list and the sets. */
  public CqlQuery {
    parameters = List.copyOf(parameters);
    compared = Set.copyOf(compared);
    unaided = Set.copyOf(unaided);
  }

  /**
   * Translates a query.
   *
   * @param query CQL, or null for all records
   * @param fields the declared indexes
   * @param schema the tenant's, which is safe between double quotes
   * @param firstParameter the number of the first parameter, from 1
   * @throws CqlException if it is invalid, uses an unknown index, or is too long or too deep
   */
  public static CqlQuery of(
      @Nullable String query, CqlFields fields, String schema, int firstParameter) {
    if (query == null) {
      return new CqlQuery("TRUE", null, List.of(), Set.of(), Set.of());
    }
    CqlParser.Parsed parsed = CqlParser.parse(query);
    Translation translation = new Translation(fields, schema, firstParameter);
    CqlNode condition = parsed.condition();
    String where = condition == null ? "TRUE" : translation.condition(condition);
    return new CqlQuery(
        where,
        translation.order(parsed.order()),
        translation.parameters,
        translation.compared,
        condition == null ? Set.of() : unaided(condition, fields));
  }

  private static Set<String> unaided(CqlNode condition, CqlFields fields) {
    Set<String> compared = new TreeSet<>();
    return !fields.isLarge() || isNarrow(condition, fields, compared) ? Set.of() : compared;
  }

  // Collects the compared fields on its way, so both sides are visited.
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
      // A page of all records is read in order until it is full.
      return true;
    }
    compared.add(clause.index());
    return fields.narrows(clause);
  }

  private static final class Translation {

    private final CqlFields fields;
    private final String schema;
    private final int firstParameter;
    private final List<Object> parameters = new ArrayList<>();
    private final Set<String> compared = new TreeSet<>();

    private Translation(CqlFields fields, String schema, int firstParameter) {
      this.fields = fields;
      this.schema = schema;
      this.firstParameter = firstParameter;
    }

    private String condition(CqlNode node) {
      List<CqlNode.Clause> alternatives = alternatives(node);
      if (alternatives.size() > 1) {
        return oneOf(alternatives);
      }
      if (node instanceof CqlNode.Join join) {
        String left = condition(join.left());
        String right = condition(join.right());
        return switch (join.operator()) {
          case "and" -> "(" + left + " AND " + right + ")";
          case "or" -> "(" + left + " OR " + right + ")";
          // A record without a value does not match, so it belongs to the negation.
          default -> "(" + left + " AND (" + right + ") IS NOT TRUE)";
        };
      }
      return clause((CqlNode.Clause) node);
    }

    /** The clauses of a disjunction that compares one index with whole texts only. */
    private List<CqlNode.Clause> alternatives(CqlNode node) {
      if (node instanceof CqlNode.Clause clause) {
        return isWhole(clause) ? List.of(clause) : List.of();
      }
      CqlNode.Join join = (CqlNode.Join) node;
      if (!join.operator().equals("or")) {
        return List.of();
      }
      List<CqlNode.Clause> left = alternatives(join.left());
      List<CqlNode.Clause> right = alternatives(join.right());
      boolean together =
          !left.isEmpty()
              && !right.isEmpty()
              && left.get(0).index().equalsIgnoreCase(right.get(0).index());
      return together ? Stream.of(left, right).flatMap(List::stream).toList() : List.of();
    }

    private boolean isWhole(CqlNode.Clause clause) {
      return clause.relation().equals("==")
          && !clause.term().isMasked()
          && fields.isText(clause.index());
    }

    // PostgreSQL counts in the index alone only in this form; with OR it reads each row.
    private String oneOf(List<CqlNode.Clause> clauses) {
      CqlNode.Clause first = clauses.get(0);
      Field field = fields.field(first.index(), first.position());
      compared.add(field.expression());
      return clauses.stream()
          .map(clause -> folded(bind(clause.term().literal())))
          .collect(Collectors.joining(", ", folded(field.expression()) + " = ANY (ARRAY[", "])"));
    }

    private String clause(CqlNode.Clause clause) {
      if (clause.index().toLowerCase(Locale.ROOT).equals(ALL_RECORDS)) {
        return "TRUE";
      }
      if (fields.matchesNothing(clause.index())) {
        return "FALSE";
      }
      Field field = fields.field(clause.index(), clause.position());
      compared.add(field.expression());
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
      if (!field.type().isText()) {
        return value(field, clause);
      }
      return clause.relation().equals("=")
          ? match(field, clause.term())
          : whole(field.expression(), clause.relation(), clause.term());
    }

    private String match(Field field, CqlTerm term) {
      return switch (field.type()) {
        case KEYWORD -> whole(field.expression(), "==", term);
        case LABEL -> label(field, term);
        case WORDS ->
            // Parts that they cannot express, such as the end of a word, are searched in the text.
            CqlWords.query(term)
                .map(query -> lexemes(field, query))
                .orElseGet(() -> words(field.expression(), term));
        case VALUES -> values(field, term);
        default -> words(field.expression(), term);
      };
    }

    private String whole(String expression, String relation, CqlTerm term) {
      boolean masked = term.isMasked() && (relation.equals("==") || relation.equals("<>"));
      String operator =
          switch (relation) {
            case "==" -> masked ? "LIKE" : "=";
            case "<>" -> masked ? "NOT LIKE" : "<>";
            default -> relation;
          };
      return folded(expression)
          + " "
          + operator
          + " "
          + folded(bind(masked ? term.like() : term.literal()));
    }

    private String label(Field field, CqlTerm term) {
      String label = folded(field.expression());
      return "%1$s = ANY (ARRAY(SELECT DISTINCT %1$s FROM \"%2$s\".%3$s WHERE %4$s))"
          .formatted(label, schema, field.aid(), words(field.expression(), term));
    }

    // Spaces around both sides make every match start and end at a word boundary.
    private String words(String expression, CqlTerm term) {
      String words = term.likeWords();
      if (words.isEmpty()) {
        return "FALSE";
      }
      String pattern =
          (term.isAnchoredAtStart() ? " " : "% ") + words + (term.isAnchoredAtEnd() ? " " : " %");
      return "(' ' || btrim(regexp_replace(%s, '%s', ' ', 'g')) || ' ') LIKE %s"
          .formatted(folded(expression), CqlWords.SQL_BETWEEN_WORDS, folded(bind(pattern)));
    }

    private String values(Field field, CqlTerm term) {
      Optional<String> begin = CqlWords.valueQuery(term.beforeMask(), term.isMasked());
      String found = begin.map(query -> lexemes(field, query)).orElse("FALSE");
      if (!term.isMasked() || term.isPrefix()) {
        return found;
      }
      String like =
          "EXISTS (SELECT FROM unnest(tsvector_to_array(%s)) AS value WHERE value LIKE %s)"
              .formatted(field.aid(), folded(bind(term.like())));
      return begin.isPresent() ? "(" + found + " AND " + like + ")" : like;
    }

    private String lexemes(Field field, String query) {
      return field.aid() + " @@ " + folded(bind(query)) + "::tsquery";
    }

    private String folded(String text) {
      return "\"" + schema + "\".folded(" + text + ")";
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

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.cql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.folio.eventbus.okapi.cql.CqlToken.Kind;
import org.jspecify.annotations.Nullable;

/** Parses tokens by the grammar of CQL 1.2, as far as FOLIO's modules use it. */
final class CqlParser {

  private static final Set<String> OPERATORS = Set.of("and", "or", "not");
  private static final Set<String> WORD_RELATIONS = Set.of("any", "all", "adj");
  private static final String SORT_BY = "sortby";
  private static final Set<String> DESCENDING = Set.of("descending", "sort.descending");

  private final List<CqlToken> tokens;
  private int next;
  private int depth;
  private int clauses;

  /**
   * A parsed query.
   *
   * @param condition null if there is only a sort order
   */
  record Parsed(@Nullable CqlNode condition, List<CqlSortKey> order) {}

  /** The left side and the relation of comparisons. */
  private record Comparison(String index, String relation, int position) {}

  private CqlParser(List<CqlToken> tokens) {
    this.tokens = tokens;
  }

  static Parsed parse(String query) {
    if (query.length() > CqlQuery.MAX_LENGTH) {
      throw new CqlException(
          CqlQuery.MAX_LENGTH, "a query may have " + CqlQuery.MAX_LENGTH + " characters at most");
    }
    if (query.indexOf('\0') >= 0) {
      throw new CqlException(query.indexOf('\0'), "PostgreSQL cannot store the character NUL");
    }
    return new CqlParser(CqlLexer.tokens(query)).query();
  }

  private Parsed query() {
    CqlNode condition = peek().isWord(SORT_BY) ? null : condition(null);
    List<CqlSortKey> order = new ArrayList<>();
    if (peek().isWord(SORT_BY)) {
      take();
      do {
        order.add(sortKey());
      } while (peek().isTerm());
    }
    if (!peek().is(Kind.END)) {
      throw new CqlException(
          peek().position(), "and, or, not, sortBy or the end of the query is expected here");
    }
    return new Parsed(condition, order);
  }

  // All operators have equal precedence and associate to the left, as CQL defines.
  private CqlNode condition(@Nullable Comparison shared) {
    CqlNode left = operand(shared);
    while (isOperator(peek())) {
      String operator = take().text().toLowerCase(Locale.ROOT);
      modifiers();
      left = new CqlNode.Join(operator, left, operand(shared));
    }
    return left;
  }

  private CqlNode operand(@Nullable Comparison shared) {
    return peek().is(Kind.OPEN) ? group(shared) : clause(shared);
  }

  private CqlNode group(@Nullable Comparison shared) {
    CqlToken open = take();
    if (++depth > CqlQuery.MAX_DEPTH) {
      throw new CqlException(
          open.position(), "parentheses may be nested " + CqlQuery.MAX_DEPTH + " deep at most");
    }
    CqlNode inner = condition(shared);
    if (!peek().is(Kind.CLOSE)) {
      throw new CqlException(peek().position(), "a closing parenthesis is expected here");
    }
    take();
    depth--;
    return inner;
  }

  // In parentheses after a relation, as in name==("a" or "b"), each term is compared with that
  // relation.
  private CqlNode clause(@Nullable Comparison shared) {
    CqlToken first =
        term(
            shared == null
                ? "the name of an index is expected here"
                : "a term or the name of an index is expected here");
    if (!isRelation(peek())) {
      if (shared == null) {
        throw new CqlException(
            peek().position(),
            "one of = == <> < <= > >= any all adj is expected after the name of an index");
      }
      return clause(shared, first);
    }
    Comparison comparison =
        new Comparison(first.text(), take().text().toLowerCase(Locale.ROOT), first.position());
    modifiers();
    return peek().is(Kind.OPEN)
        ? group(comparison)
        : clause(comparison, term("a term is expected here"));
  }

  private CqlNode clause(Comparison comparison, CqlToken term) {
    if (++clauses > CqlQuery.MAX_CLAUSES) {
      throw new CqlException(
          term.position(), "a query may have " + CqlQuery.MAX_CLAUSES + " comparisons at most");
    }
    return new CqlNode.Clause(
        comparison.index(),
        comparison.relation(),
        new CqlTerm(term.text(), term.position()),
        comparison.position());
  }

  private static boolean isRelation(CqlToken token) {
    return token.is(Kind.RELATION) || WORD_RELATIONS.stream().anyMatch(token::isWord);
  }

  private CqlSortKey sortKey() {
    CqlToken index = term("the name of an index to sort by is expected here");
    boolean descending = modifiers().stream().anyMatch(DESCENDING::contains);
    return new CqlSortKey(index.text(), descending, index.position());
  }

  private List<String> modifiers() {
    List<String> names = new ArrayList<>();
    while (peek().is(Kind.SLASH)) {
      take();
      names.add(term("the name of a modifier is expected here").text().toLowerCase(Locale.ROOT));
      if (peek().is(Kind.RELATION)) {
        take();
        term("the value of a modifier is expected here");
      }
    }
    return names;
  }

  private CqlToken term(String expected) {
    if (!peek().isTerm()) {
      throw new CqlException(peek().position(), expected);
    }
    return take();
  }

  private static boolean isOperator(CqlToken token) {
    return OPERATORS.stream().anyMatch(token::isWord);
  }

  private CqlToken peek() {
    return tokens.get(next);
  }

  private CqlToken take() {
    return tokens.get(next++);
  }
}

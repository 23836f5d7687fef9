/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.cql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.folio.eventbus.okapi.cql.CqlToken.Kind;
import org.jspecify.annotations.Nullable;

/** Reads tokens by the grammar of CQL 1.2, as far as FOLIO's modules use it. */
final class CqlParser {

  private static final Set<String> OPERATORS = Set.of("and", "or", "not");
  private static final String SORT_BY = "sortby";
  private static final Set<String> DESCENDING = Set.of("descending", "sort.descending");

  private final List<CqlToken> tokens;
  private int next;
  private int depth;
  private int clauses;

  /**
   * A parsed query.
   *
   * @param condition null if there is only an order
   */
  record Parsed(@Nullable CqlNode condition, List<CqlSortKey> order) {}

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
    CqlNode condition = peek().isWord(SORT_BY) ? null : condition();
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

  // All operators bind equally and to the left, as CQL defines.
  private CqlNode condition() {
    CqlNode left = operand();
    while (isOperator(peek())) {
      String operator = take().text().toLowerCase(Locale.ROOT);
      modifiers();
      left = new CqlNode.Join(operator, left, operand());
    }
    return left;
  }

  private CqlNode operand() {
    if (!peek().is(Kind.OPEN)) {
      return clause();
    }
    CqlToken open = take();
    if (++depth > CqlQuery.MAX_DEPTH) {
      throw new CqlException(
          open.position(), "parentheses may be nested " + CqlQuery.MAX_DEPTH + " deep at most");
    }
    CqlNode inner = condition();
    if (!peek().is(Kind.CLOSE)) {
      throw new CqlException(peek().position(), "a closing parenthesis is expected here");
    }
    take();
    depth--;
    return inner;
  }

  private CqlNode clause() {
    CqlToken index = term("the name of an index is expected here");
    if (++clauses > CqlQuery.MAX_CLAUSES) {
      throw new CqlException(
          index.position(), "a query may have " + CqlQuery.MAX_CLAUSES + " comparisons at most");
    }
    if (!peek().is(Kind.RELATION)) {
      throw new CqlException(
          peek().position(), "one of = == <> < <= > >= is expected after the name of an index");
    }
    String relation = take().text();
    modifiers();
    CqlToken term = term("a term is expected here");
    return new CqlNode.Clause(
        index.text(), relation, new CqlTerm(term.text(), term.position()), index.position());
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

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.cql;

/** A parsed query. */
sealed interface CqlNode {

  /** Two conditions, joined by {@code and}, {@code or} or {@code not}. */
  record Join(String operator, CqlNode left, CqlNode right) implements CqlNode {}

  /**
   * A single comparison.
   *
   * @param term as written, with its escapes but without quotes
   * @param position of the index name, from 0
   */
  record Clause(String index, String relation, CqlTerm term, int position) implements CqlNode {

    /** The same index with another comparison. */
    Clause with(String otherRelation, CqlTerm otherTerm) {
      return new Clause(index, otherRelation, otherTerm, position);
    }
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.replay;

/**
 * A query that runs on the live schema and on its shadow; the results should be equal.
 *
 * @param name the compared fact, for example {@code open loans}
 * @param select one SELECT over the module's own tables, named without a schema. It should leave
 *     out values that differ by nature: generated numbers, and times at which rows were written
 */
public record Comparison(String name, String select) {}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.replay;

/**
 * A question that is put to the live schema and to its shadow, whose answers should be the same.
 *
 * @param name what is compared, for example {@code open loans}
 * @param select one SELECT over the module's own tables, named without a schema. It should leave
 *     out what differs by nature: generated numbers, and times at which rows were written
 */
public record Comparison(String name, String select) {}

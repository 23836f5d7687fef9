/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.replay;

import java.util.Set;

/**
 * A table to compare.
 *
 * @param table a table of the module; it may be partitioned
 * @param leaveOut columns that differ by nature
 */
public record ComparedTable(String table, Set<String> leaveOut) {}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.cql;

/**
 * One field to sort by.
 *
 * @param position of the index name, from 0
 */
record CqlSortKey(String index, boolean descending, int position) {}

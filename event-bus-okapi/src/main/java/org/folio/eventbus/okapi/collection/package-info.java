/* SPDX-License-Identifier: Apache-2.0 */
/** The common parts of collections of records: reading bodies, queries and paging. */
@NullMarked
package org.folio.eventbus.okapi.collection;

import org.jspecify.annotations.NullMarked;

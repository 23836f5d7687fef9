/* SPDX-License-Identifier: Apache-2.0 */
/** What collections of records share: reading bodies, queries and paging. */
@NullMarked
package org.folio.eventbus.okapi.collection;

import org.jspecify.annotations.NullMarked;

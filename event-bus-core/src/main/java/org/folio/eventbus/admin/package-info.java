/* SPDX-License-Identifier: Apache-2.0 */
/** Queries and operations of operators' tools and adapters, beyond events. */
@NullMarked
package org.folio.eventbus.admin;

import org.jspecify.annotations.NullMarked;

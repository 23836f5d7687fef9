/* SPDX-License-Identifier: Apache-2.0 */
/**
 * A subscription's tables in PostgreSQL, written in one transaction; the packages park and gap hold
 * the tables for parked events and gaps.
 */
@NullMarked
package org.folio.eventbus.store;

import org.jspecify.annotations.NullMarked;

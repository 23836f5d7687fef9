/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What a subscription keeps in PostgreSQL, in one transaction; parked events and gaps have their
 * tables in park and gap.
 */
@NullMarked
package org.folio.eventbus.store;

import org.jspecify.annotations.NullMarked;

/* SPDX-License-Identifier: Apache-2.0 */
/** Connections to PostgreSQL and the migration of tenant schemas. */
@NullMarked
package org.folio.eventbus.database;

import org.jspecify.annotations.NullMarked;

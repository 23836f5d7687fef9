/* SPDX-License-Identifier: Apache-2.0 */
/** The meaning of statements and failures of PostgreSQL. */
@NullMarked
package org.folio.eventbus.base.sql;

import org.jspecify.annotations.NullMarked;

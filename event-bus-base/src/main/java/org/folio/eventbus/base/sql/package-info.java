/* SPDX-License-Identifier: Apache-2.0 */
/** What statements and failures of PostgreSQL mean. */
@NullMarked
package org.folio.eventbus.base.sql;

import org.jspecify.annotations.NullMarked;

/* SPDX-License-Identifier: Apache-2.0 */
/** Converts each kind of log record into records of the circulation log, by pure functions. */
@NullMarked
package org.folio.adapter.audit.record;

import org.jspecify.annotations.NullMarked;

/* SPDX-License-Identifier: Apache-2.0 */
/** Operators' actions beyond the bus's own work, each with a reason and a log entry. */
@NullMarked
package org.folio.eventbus.operate;

import org.jspecify.annotations.NullMarked;

/* SPDX-License-Identifier: Apache-2.0 */
/** Finds out where an event is, from the bus's own tables. */
@NullMarked
package org.folio.eventbus.diagnosis;

import org.jspecify.annotations.NullMarked;

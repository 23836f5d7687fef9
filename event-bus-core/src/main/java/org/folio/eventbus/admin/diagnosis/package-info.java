/* SPDX-License-Identifier: Apache-2.0 */
/** Finds out where an event or a key is, with the evidence. */
@NullMarked
package org.folio.eventbus.admin.diagnosis;

import org.jspecify.annotations.NullMarked;

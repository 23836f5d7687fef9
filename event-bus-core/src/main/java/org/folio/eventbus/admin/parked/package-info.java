/* SPDX-License-Identifier: Apache-2.0 */
/** Parked events, and operators' decisions about them. */
@NullMarked
package org.folio.eventbus.admin.parked;

import org.jspecify.annotations.NullMarked;

/* SPDX-License-Identifier: Apache-2.0 */
/** Parked events and their release. */
@NullMarked
package org.folio.eventbus.park;

import org.jspecify.annotations.NullMarked;

/* SPDX-License-Identifier: Apache-2.0 */
/** Events that cannot be applied: where they wait, and how they are released. */
@NullMarked
package org.folio.eventbus.park;

import org.jspecify.annotations.NullMarked;

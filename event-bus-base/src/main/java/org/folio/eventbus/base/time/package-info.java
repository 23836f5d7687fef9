/* SPDX-License-Identifier: Apache-2.0 */
/** Time and chance as the engine sees them: those of the machine, or those of a simulation. */
@NullMarked
package org.folio.eventbus.base.time;

import org.jspecify.annotations.NullMarked;

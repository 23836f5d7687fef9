/* SPDX-License-Identifier: Apache-2.0 */
/** Time and random numbers of the engine: those of the machine, or of a simulation. */
@NullMarked
package org.folio.eventbus.base.time;

import org.jspecify.annotations.NullMarked;

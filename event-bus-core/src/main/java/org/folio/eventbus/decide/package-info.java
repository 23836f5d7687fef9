/* SPDX-License-Identifier: Apache-2.0 */
/** Plans the outcome of each delivery of a batch. Pure: no I/O, no clock of its own. */
@NullMarked
package org.folio.eventbus.decide;

import org.jspecify.annotations.NullMarked;

/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Kills, freezes and cuts off real processes, and compares what is left with what was committed.
 */
@NullMarked
package org.folio.eventbus.kill;

import org.jspecify.annotations.NullMarked;

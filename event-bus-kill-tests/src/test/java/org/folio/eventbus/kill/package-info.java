/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Kills, freezes and cuts off real processes, and compares the remaining state with the committed
 * events.
 */
@NullMarked
package org.folio.eventbus.kill;

import org.jspecify.annotations.NullMarked;

/* SPDX-License-Identifier: Apache-2.0 */
/** One subscription in one process: its parts and its status. */
@NullMarked
package org.folio.eventbus.subscription;

import org.jspecify.annotations.NullMarked;

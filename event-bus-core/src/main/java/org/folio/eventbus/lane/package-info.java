/* SPDX-License-Identifier: Apache-2.0 */
/** Deliveries are spread over lanes, which work in turn and in bounded memory. */
@NullMarked
package org.folio.eventbus.lane;

import org.jspecify.annotations.NullMarked;

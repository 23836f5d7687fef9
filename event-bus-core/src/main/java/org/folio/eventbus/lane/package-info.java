/* SPDX-License-Identifier: Apache-2.0 */
/** Deliveries are spread over lanes, which take turns and use bounded memory. */
@NullMarked
package org.folio.eventbus.lane;

import org.jspecify.annotations.NullMarked;

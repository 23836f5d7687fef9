/* SPDX-License-Identifier: Apache-2.0 */
/** The lag of subscriptions over the last day. */
@NullMarked
package org.folio.eventbus.lag;

import org.jspecify.annotations.NullMarked;

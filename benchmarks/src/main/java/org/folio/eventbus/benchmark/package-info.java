/* SPDX-License-Identifier: Apache-2.0 */
/** The event bus beside other ways to consume the same events. */
@NullMarked
package org.folio.eventbus.benchmark;

import org.jspecify.annotations.NullMarked;

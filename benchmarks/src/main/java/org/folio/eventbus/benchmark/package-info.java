/* SPDX-License-Identifier: Apache-2.0 */
/** Compares the event bus with other ways to consume the same events. */
@NullMarked
package org.folio.eventbus.benchmark;

import org.jspecify.annotations.NullMarked;

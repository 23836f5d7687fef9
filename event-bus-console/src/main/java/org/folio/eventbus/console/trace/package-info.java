/* SPDX-License-Identifier: Apache-2.0 */
/** Puts what modules know of an event on one timeline, and says what it means. */
@NullMarked
package org.folio.eventbus.console.trace;

import org.jspecify.annotations.NullMarked;

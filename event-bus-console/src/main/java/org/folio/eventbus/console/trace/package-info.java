/* SPDX-License-Identifier: Apache-2.0 */
/** Puts the modules' knowledge of events on one timeline, and explains it. */
@NullMarked
package org.folio.eventbus.console.trace;

import org.jspecify.annotations.NullMarked;

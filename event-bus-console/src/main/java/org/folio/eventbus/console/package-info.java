/* SPDX-License-Identifier: Apache-2.0 */
/** The command line of the event bus, and its exit codes. */
@NullMarked
package org.folio.eventbus.console;

import org.jspecify.annotations.NullMarked;

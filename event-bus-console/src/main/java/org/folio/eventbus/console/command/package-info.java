/* SPDX-License-Identifier: Apache-2.0 */
/** The commands. */
@NullMarked
package org.folio.eventbus.console.command;

import org.jspecify.annotations.NullMarked;

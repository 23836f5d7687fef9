/* SPDX-License-Identifier: Apache-2.0 */
/** Checks the state of everything. */
@NullMarked
package org.folio.eventbus.console.doctor;

import org.jspecify.annotations.NullMarked;

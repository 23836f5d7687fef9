/* SPDX-License-Identifier: Apache-2.0 */
/** Looks whether everything is as it should be. */
@NullMarked
package org.folio.eventbus.console.doctor;

import org.jspecify.annotations.NullMarked;

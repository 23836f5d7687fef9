/* SPDX-License-Identifier: Apache-2.0 */
/** Delivers events to the handler endpoints of deployed modules, through Okapi. */
@NullMarked
package org.folio.eventbus.okapi.deliver;

import org.jspecify.annotations.NullMarked;

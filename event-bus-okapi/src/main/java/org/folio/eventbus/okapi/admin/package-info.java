/* SPDX-License-Identifier: Apache-2.0 */
/** Who may ask and change what the event bus of a module does. */
@NullMarked
package org.folio.eventbus.okapi.admin;

import org.jspecify.annotations.NullMarked;

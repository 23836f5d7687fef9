/* SPDX-License-Identifier: Apache-2.0 */
/** Calls of other modules, with limits on time and size. */
@NullMarked
package org.folio.eventbus.okapi.call;

import org.jspecify.annotations.NullMarked;

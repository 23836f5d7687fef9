/* SPDX-License-Identifier: Apache-2.0 */
/** Calls of other modules, bounded in time and size. */
@NullMarked
package org.folio.eventbus.okapi.call;

import org.jspecify.annotations.NullMarked;

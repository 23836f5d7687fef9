/* SPDX-License-Identifier: Apache-2.0 */
/** Events of the bus itself that walk the whole way, to see whether it is free. */
@NullMarked
package org.folio.eventbus.canary;

import org.jspecify.annotations.NullMarked;

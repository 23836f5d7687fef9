/* SPDX-License-Identifier: Apache-2.0 */
/** Events of the bus itself that test the whole path. */
@NullMarked
package org.folio.eventbus.canary;

import org.jspecify.annotations.NullMarked;

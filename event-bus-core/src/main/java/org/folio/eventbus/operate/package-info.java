/* SPDX-License-Identifier: Apache-2.0 */
/** What operators do beyond what the bus does by itself; each time with a reason and a record. */
@NullMarked
package org.folio.eventbus.operate;

import org.jspecify.annotations.NullMarked;

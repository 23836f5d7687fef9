/* SPDX-License-Identifier: Apache-2.0 */
/** The producers of all records of the bus. */
@NullMarked
package org.folio.eventbus.produce;

import org.jspecify.annotations.NullMarked;

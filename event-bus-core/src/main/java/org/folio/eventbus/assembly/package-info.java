/* SPDX-License-Identifier: Apache-2.0 */
/** Puts the parts of a bus together. */
@NullMarked
package org.folio.eventbus.assembly;

import org.jspecify.annotations.NullMarked;

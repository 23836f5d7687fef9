/* SPDX-License-Identifier: Apache-2.0 */
/** The rounds of the witness: check, repair and deletion. */
@NullMarked
package org.folio.adapter.circulation.witness.round;

import org.jspecify.annotations.NullMarked;

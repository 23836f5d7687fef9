/* SPDX-License-Identifier: Apache-2.0 */
/** The witness's rounds: it looks, repairs and forgets. */
@NullMarked
package org.folio.adapter.circulation.witness.round;

import org.jspecify.annotations.NullMarked;

/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The witness: reads loan storage's own records of what changed, tells which business events must
 * follow from them, and notices those that were never published, and those that tell of no change.
 */
@NullMarked
package org.folio.adapter.circulation.witness;

import org.jspecify.annotations.NullMarked;

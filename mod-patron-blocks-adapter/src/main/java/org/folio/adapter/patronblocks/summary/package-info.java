/* SPDX-License-Identifier: Apache-2.0 */
/** A patron's summary: open loans and open fees and fines. */
@NullMarked
package org.folio.adapter.patronblocks.summary;

import org.jspecify.annotations.NullMarked;

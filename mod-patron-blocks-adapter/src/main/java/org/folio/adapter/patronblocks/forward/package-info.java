/* SPDX-License-Identifier: Apache-2.0 */
/** Delivers the events of patrons to a deployed mod-patron-blocks. */
@NullMarked
package org.folio.adapter.patronblocks.forward;

import org.jspecify.annotations.NullMarked;

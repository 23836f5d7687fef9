/* SPDX-License-Identifier: Apache-2.0 */
/** The fees and fines of patrons, from account events. */
@NullMarked
package org.folio.adapter.patronblocks.feefine;

import org.jspecify.annotations.NullMarked;

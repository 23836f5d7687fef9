/* SPDX-License-Identifier: Apache-2.0 */
/** The known gaps in the basis of answers about patrons. */
@NullMarked
package org.folio.adapter.patronblocks.freshness;

import org.jspecify.annotations.NullMarked;

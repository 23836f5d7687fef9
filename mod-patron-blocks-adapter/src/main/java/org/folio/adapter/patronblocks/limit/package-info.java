/* SPDX-License-Identifier: Apache-2.0 */
/** The limits of patron groups. */
@NullMarked
package org.folio.adapter.patronblocks.limit;

import org.jspecify.annotations.NullMarked;

/* SPDX-License-Identifier: Apache-2.0 */
/** Removes expired rows. */
@NullMarked
package org.folio.adapter.patronblocks.retention;

import org.jspecify.annotations.NullMarked;

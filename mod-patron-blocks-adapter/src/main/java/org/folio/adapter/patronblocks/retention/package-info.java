/* SPDX-License-Identifier: Apache-2.0 */
/** Removal of rows that nobody needs any more. */
@NullMarked
package org.folio.adapter.patronblocks.retention;

import org.jspecify.annotations.NullMarked;

/* SPDX-License-Identifier: Apache-2.0 */
/** The six conditions of automated patron blocks. */
@NullMarked
package org.folio.adapter.patronblocks.condition;

import org.jspecify.annotations.NullMarked;

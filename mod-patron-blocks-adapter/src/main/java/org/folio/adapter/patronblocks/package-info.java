/* SPDX-License-Identifier: Apache-2.0 */
/** Patron summaries and automated patron blocks, computed from circulation events. */
@NullMarked
package org.folio.adapter.patronblocks;

import org.jspecify.annotations.NullMarked;

/* SPDX-License-Identifier: Apache-2.0 */
/** Facts from events, and the rules that decide which of two is later. */
@NullMarked
package org.folio.adapter.patronblocks.fact;

import org.jspecify.annotations.NullMarked;

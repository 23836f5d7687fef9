/* SPDX-License-Identifier: Apache-2.0 */
/** What events say, with what decides which of two sayings is the later one. */
@NullMarked
package org.folio.adapter.patronblocks.fact;

import org.jspecify.annotations.NullMarked;

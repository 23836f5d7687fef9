/* SPDX-License-Identifier: Apache-2.0 */
/** Gaps: what is missing, who is asked for it, and who sends it again. */
@NullMarked
package org.folio.eventbus.gap;

import org.jspecify.annotations.NullMarked;

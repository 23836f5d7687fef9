/* SPDX-License-Identifier: Apache-2.0 */
/** What must not stand still: who has work, who moves, and who says so when neither is true. */
@NullMarked
package org.folio.eventbus.base.progress;

import org.jspecify.annotations.NullMarked;

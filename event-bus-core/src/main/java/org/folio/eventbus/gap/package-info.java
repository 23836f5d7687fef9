/* SPDX-License-Identifier: Apache-2.0 */
/** Gaps: missing sequences, the requests for them, and the replies. */
@NullMarked
package org.folio.eventbus.gap;

import org.jspecify.annotations.NullMarked;

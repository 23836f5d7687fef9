/* SPDX-License-Identifier: Apache-2.0 */
/** The circulation log, in the place of mod-audit's circulation part, or before it. */
@NullMarked
package org.folio.adapter.audit;

import org.jspecify.annotations.NullMarked;

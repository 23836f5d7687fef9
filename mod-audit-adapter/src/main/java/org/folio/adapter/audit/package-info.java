/* SPDX-License-Identifier: Apache-2.0 */
/** The circulation log: replaces the circulation part of mod-audit, or delivers to it. */
@NullMarked
package org.folio.adapter.audit;

import org.jspecify.annotations.NullMarked;

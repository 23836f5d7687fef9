/* SPDX-License-Identifier: Apache-2.0 */
/** The client of mod-circulation-adapter. */
@NullMarked
package org.folio.circulation.events;

import org.jspecify.annotations.NullMarked;

/* SPDX-License-Identifier: Apache-2.0 */
/** What loan storage says, and which events it lets expect. */
@NullMarked
package org.folio.adapter.circulation.witness.expect;

import org.jspecify.annotations.NullMarked;

/* SPDX-License-Identifier: Apache-2.0 */
/** Events that were published, matched with those that were expected, and what is missing. */
@NullMarked
package org.folio.adapter.circulation.witness.finding;

import org.jspecify.annotations.NullMarked;

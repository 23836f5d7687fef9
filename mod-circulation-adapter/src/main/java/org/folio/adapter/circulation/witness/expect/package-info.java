/* SPDX-License-Identifier: Apache-2.0 */
/** The content of loan storage's records, and the events that follow from them. */
@NullMarked
package org.folio.adapter.circulation.witness.expect;

import org.jspecify.annotations.NullMarked;

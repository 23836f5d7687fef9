/* SPDX-License-Identifier: Apache-2.0 */
/** The projection of loan events: the state of each patron's loans. */
@NullMarked
package org.folio.adapter.patronblocks.loan;

import org.jspecify.annotations.NullMarked;

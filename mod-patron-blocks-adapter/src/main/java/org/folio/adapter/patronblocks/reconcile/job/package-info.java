/* SPDX-License-Identifier: Apache-2.0 */
/** Jobs that compare and repair, and go on where they were broken off. */
@NullMarked
package org.folio.adapter.patronblocks.reconcile.job;

import org.jspecify.annotations.NullMarked;

/* SPDX-License-Identifier: Apache-2.0 */
/** Jobs that compare and repair, and resume after an interruption. */
@NullMarked
package org.folio.adapter.patronblocks.reconcile.job;

import org.jspecify.annotations.NullMarked;

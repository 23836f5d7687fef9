/* SPDX-License-Identifier: Apache-2.0 */
/** Operations on keys beside their batches: release, discard, retry, and skipping of gaps. */
@NullMarked
package org.folio.eventbus.keywork;

import org.jspecify.annotations.NullMarked;

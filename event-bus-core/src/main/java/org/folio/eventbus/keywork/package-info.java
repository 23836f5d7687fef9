/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What is done about keys beside their batches: release, discard, retry, and gaps that are given
 * up.
 */
@NullMarked
package org.folio.eventbus.keywork;

import org.jspecify.annotations.NullMarked;

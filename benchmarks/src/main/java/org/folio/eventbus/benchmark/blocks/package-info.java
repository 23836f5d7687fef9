/* SPDX-License-Identifier: Apache-2.0 */
/** Measures the latency of patron blocks while events are applied. */
@NullMarked
package org.folio.eventbus.benchmark.blocks;

import org.jspecify.annotations.NullMarked;

/* SPDX-License-Identifier: Apache-2.0 */
/** How fast patron blocks are answered while events are applied. */
@NullMarked
package org.folio.eventbus.benchmark.blocks;

import org.jspecify.annotations.NullMarked;

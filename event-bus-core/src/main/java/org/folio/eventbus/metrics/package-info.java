/* SPDX-License-Identifier: Apache-2.0 */
/** Metrics: the calls of the engine, and their display by Micrometer. */
@NullMarked
package org.folio.eventbus.metrics;

import org.jspecify.annotations.NullMarked;

/* SPDX-License-Identifier: Apache-2.0 */
/** Metrics: what the engine reports, and how Micrometer shows it. */
@NullMarked
package org.folio.eventbus.metrics;

import org.jspecify.annotations.NullMarked;

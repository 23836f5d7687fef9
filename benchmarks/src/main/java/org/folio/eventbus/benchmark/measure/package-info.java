/* SPDX-License-Identifier: Apache-2.0 */
/** Metrics, medians, tables and the machine. */
@NullMarked
package org.folio.eventbus.benchmark.measure;

import org.jspecify.annotations.NullMarked;

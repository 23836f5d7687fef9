/* SPDX-License-Identifier: Apache-2.0 */
/** Measures how many events mod-circulation-adapter accepts. */
@NullMarked
package org.folio.eventbus.benchmark.publish;

import org.jspecify.annotations.NullMarked;

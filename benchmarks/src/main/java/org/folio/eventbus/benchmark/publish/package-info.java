/* SPDX-License-Identifier: Apache-2.0 */
/** How many events mod-circulation-adapter accepts. */
@NullMarked
package org.folio.eventbus.benchmark.publish;

import org.jspecify.annotations.NullMarked;

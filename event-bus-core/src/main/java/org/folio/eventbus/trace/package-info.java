/* SPDX-License-Identifier: Apache-2.0 */
/** Tracing by OpenTelemetry, through its API only. */
@NullMarked
package org.folio.eventbus.trace;

import org.jspecify.annotations.NullMarked;

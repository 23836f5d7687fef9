/* SPDX-License-Identifier: Apache-2.0 */
/** The compared ways to consume events, each in a JVM of its own. */
@NullMarked
package org.folio.eventbus.benchmark.contender;

import org.jspecify.annotations.NullMarked;

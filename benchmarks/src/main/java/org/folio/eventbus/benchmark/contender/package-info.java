/* SPDX-License-Identifier: Apache-2.0 */
/** The ways to consume events that are compared, each in a JVM of its own. */
@NullMarked
package org.folio.eventbus.benchmark.contender;

import org.jspecify.annotations.NullMarked;

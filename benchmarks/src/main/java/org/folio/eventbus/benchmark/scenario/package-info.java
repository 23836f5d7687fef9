/* SPDX-License-Identifier: Apache-2.0 */
/** The scenarios and their servers. */
@NullMarked
package org.folio.eventbus.benchmark.scenario;

import org.jspecify.annotations.NullMarked;

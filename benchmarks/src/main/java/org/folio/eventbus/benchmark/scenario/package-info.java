/* SPDX-License-Identifier: Apache-2.0 */
/** What the contenders are put through. */
@NullMarked
package org.folio.eventbus.benchmark.scenario;

import org.jspecify.annotations.NullMarked;

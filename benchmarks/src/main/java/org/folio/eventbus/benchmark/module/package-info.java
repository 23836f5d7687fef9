/* SPDX-License-Identifier: Apache-2.0 */
/** Deployable modules as processes. */
@NullMarked
package org.folio.eventbus.benchmark.module;

import org.jspecify.annotations.NullMarked;

/* SPDX-License-Identifier: Apache-2.0 */
/** Measures how long a search among many events takes. */
@NullMarked
package org.folio.eventbus.benchmark.search;

import org.jspecify.annotations.NullMarked;

/* SPDX-License-Identifier: Apache-2.0 */
/** Measures searches in a circulation log of millions of records. */
@NullMarked
package org.folio.eventbus.benchmark.audit;

import org.jspecify.annotations.NullMarked;

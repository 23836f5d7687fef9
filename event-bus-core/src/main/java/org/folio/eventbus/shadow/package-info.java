/* SPDX-License-Identifier: Apache-2.0 */
/** Applies events again beside the live tables, and compares both. */
@NullMarked
package org.folio.eventbus.shadow;

import org.jspecify.annotations.NullMarked;

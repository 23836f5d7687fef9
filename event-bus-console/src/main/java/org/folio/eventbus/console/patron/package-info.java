/* SPDX-License-Identifier: Apache-2.0 */
/** Why a patron is blocked, or is not. */
@NullMarked
package org.folio.eventbus.console.patron;

import org.jspecify.annotations.NullMarked;

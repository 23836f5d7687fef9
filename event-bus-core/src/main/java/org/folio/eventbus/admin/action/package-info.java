/* SPDX-License-Identifier: Apache-2.0 */
/** Operators' actions, their reasons and their outcomes. */
@NullMarked
package org.folio.eventbus.admin.action;

import org.jspecify.annotations.NullMarked;

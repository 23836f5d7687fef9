/* SPDX-License-Identifier: Apache-2.0 */
/** What an operator does, why, and what comes of it. */
@NullMarked
package org.folio.eventbus.admin.action;

import org.jspecify.annotations.NullMarked;

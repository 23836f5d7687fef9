/* SPDX-License-Identifier: Apache-2.0 */
/** Reading events again: what was asked for, and what came of it. */
@NullMarked
package org.folio.eventbus.admin.replay;

import org.jspecify.annotations.NullMarked;

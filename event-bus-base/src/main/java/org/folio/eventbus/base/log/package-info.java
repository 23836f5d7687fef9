/* SPDX-License-Identifier: Apache-2.0 */
/** The stable codes of log lines. */
@NullMarked
package org.folio.eventbus.base.log;

import org.jspecify.annotations.NullMarked;

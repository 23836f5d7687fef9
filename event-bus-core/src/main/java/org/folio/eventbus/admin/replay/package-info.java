/* SPDX-License-Identifier: Apache-2.0 */
/** Replay of events: the selection and the result. */
@NullMarked
package org.folio.eventbus.admin.replay;

import org.jspecify.annotations.NullMarked;

/* SPDX-License-Identifier: Apache-2.0 */
/** Sending events again because somebody wants them again. */
@NullMarked
package org.folio.eventbus.republish;

import org.jspecify.annotations.NullMarked;

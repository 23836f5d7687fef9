/* SPDX-License-Identifier: Apache-2.0 */
/** Sends events again on request. */
@NullMarked
package org.folio.eventbus.republish;

import org.jspecify.annotations.NullMarked;

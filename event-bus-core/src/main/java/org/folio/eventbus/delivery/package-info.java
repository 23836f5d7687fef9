/* SPDX-License-Identifier: Apache-2.0 */
/** Records on their way to a handler, and what keeps them waiting. */
@NullMarked
package org.folio.eventbus.delivery;

import org.jspecify.annotations.NullMarked;

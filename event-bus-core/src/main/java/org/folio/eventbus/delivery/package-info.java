/* SPDX-License-Identifier: Apache-2.0 */
/** Records on their way to a handler, and the reasons for which they wait. */
@NullMarked
package org.folio.eventbus.delivery;

import org.jspecify.annotations.NullMarked;

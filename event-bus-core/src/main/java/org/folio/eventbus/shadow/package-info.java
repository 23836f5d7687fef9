/* SPDX-License-Identifier: Apache-2.0 */
/** Events applied once more beside the live tables, and both compared. */
@NullMarked
package org.folio.eventbus.shadow;

import org.jspecify.annotations.NullMarked;

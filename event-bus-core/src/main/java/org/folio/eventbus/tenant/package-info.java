/* SPDX-License-Identifier: Apache-2.0 */
/** Which tenants have the module enabled. */
@NullMarked
package org.folio.eventbus.tenant;

import org.jspecify.annotations.NullMarked;

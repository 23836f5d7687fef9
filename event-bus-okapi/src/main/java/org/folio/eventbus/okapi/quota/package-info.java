/* SPDX-License-Identifier: Apache-2.0 */
/** How much each tenant may publish. */
@NullMarked
package org.folio.eventbus.okapi.quota;

import org.jspecify.annotations.NullMarked;

/* SPDX-License-Identifier: Apache-2.0 */
/** Limits on the publishing of each tenant. */
@NullMarked
package org.folio.eventbus.okapi.quota;

import org.jspecify.annotations.NullMarked;

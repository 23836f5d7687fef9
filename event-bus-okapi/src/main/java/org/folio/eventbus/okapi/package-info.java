/* SPDX-License-Identifier: Apache-2.0 */
/** What every deployable module shares: HTTP, Okapi headers, tenant API, health, admin routes. */
@NullMarked
package org.folio.eventbus.okapi;

import org.jspecify.annotations.NullMarked;

/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The common parts of all deployable modules: HTTP, Okapi headers, tenant API, health, admin
 * routes.
 */
@NullMarked
package org.folio.eventbus.okapi;

import org.jspecify.annotations.NullMarked;

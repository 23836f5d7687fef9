/* SPDX-License-Identifier: Apache-2.0 */
/** The HTTP layer of modules: routes, bodies, failures and limits. */
@NullMarked
package org.folio.eventbus.okapi.http;

import org.jspecify.annotations.NullMarked;

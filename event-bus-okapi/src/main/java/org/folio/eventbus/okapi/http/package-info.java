/* SPDX-License-Identifier: Apache-2.0 */
/** HTTP as modules answer it: routes, bodies, failures and limits. */
@NullMarked
package org.folio.eventbus.okapi.http;

import org.jspecify.annotations.NullMarked;

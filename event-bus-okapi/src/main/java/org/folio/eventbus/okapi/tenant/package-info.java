/* SPDX-License-Identifier: Apache-2.0 */
/** Okapi's interface for enabling and disabling a module for a tenant. */
@NullMarked
package org.folio.eventbus.okapi.tenant;

import org.jspecify.annotations.NullMarked;

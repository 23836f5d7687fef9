/* SPDX-License-Identifier: Apache-2.0 */
/** Okapi's interface for switching a module on and off for a tenant. */
@NullMarked
package org.folio.eventbus.okapi.tenant;

import org.jspecify.annotations.NullMarked;

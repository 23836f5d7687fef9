/* SPDX-License-Identifier: Apache-2.0 */
/** Follows what Eureka tells of the tenants that are entitled for the module. */
@NullMarked
package org.folio.eventbus.entitlement;

import org.jspecify.annotations.NullMarked;

/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Stand-ins for the parts of Eureka that a module meets: manager, gateway and sidecar. Each class
 * names the source files whose rules it follows. None knows Keycloak: a token is any text.
 */
@NullMarked
package org.folio.eventbus.testing.eureka;

import org.jspecify.annotations.NullMarked;

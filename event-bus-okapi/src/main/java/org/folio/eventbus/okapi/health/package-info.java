/* SPDX-License-Identifier: Apache-2.0 */
/** Health, readiness and metrics. */
@NullMarked
package org.folio.eventbus.okapi.health;

import org.jspecify.annotations.NullMarked;

/* SPDX-License-Identifier: Apache-2.0 */
/** Publishes one event or an array of them in one transaction. */
@NullMarked
package org.folio.eventbus.okapi.publish;

import org.jspecify.annotations.NullMarked;

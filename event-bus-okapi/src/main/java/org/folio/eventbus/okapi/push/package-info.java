/* SPDX-License-Identifier: Apache-2.0 */
/** Receives events pushed over HTTP. */
@NullMarked
package org.folio.eventbus.okapi.push;

import org.jspecify.annotations.NullMarked;

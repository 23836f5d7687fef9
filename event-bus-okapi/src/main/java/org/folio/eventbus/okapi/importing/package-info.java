/* SPDX-License-Identifier: Apache-2.0 */
/** Publishes streams of events of any length, in resumable steps. */
@NullMarked
package org.folio.eventbus.okapi.importing;

import org.jspecify.annotations.NullMarked;

/* SPDX-License-Identifier: Apache-2.0 */
/** Publishes streams of events of any length, in resumable steps. */
@NullMarked
package org.folio.adapter.circulation.importing;

import org.jspecify.annotations.NullMarked;

/* SPDX-License-Identifier: Apache-2.0 */
/** Answers where an event is, from what the bus has written down about it. */
@NullMarked
package org.folio.eventbus.diagnosis;

import org.jspecify.annotations.NullMarked;

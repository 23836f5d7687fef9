/* SPDX-License-Identifier: Apache-2.0 */
/** Calls handlers with a time limit, and classifies their failures. */
@NullMarked
package org.folio.eventbus.handler;

import org.jspecify.annotations.NullMarked;

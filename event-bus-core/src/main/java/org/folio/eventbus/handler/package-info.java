/* SPDX-License-Identifier: Apache-2.0 */
/** A handler is called, for a limited time, and its failure is read. */
@NullMarked
package org.folio.eventbus.handler;

import org.jspecify.annotations.NullMarked;

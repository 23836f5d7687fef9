/* SPDX-License-Identifier: Apache-2.0 */
/** Asks modules over HTTP, through Okapi or directly. */
@NullMarked
package org.folio.eventbus.console.module;

import org.jspecify.annotations.NullMarked;

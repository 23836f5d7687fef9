/* SPDX-License-Identifier: Apache-2.0 */
/** A module as a process with an HTTP server. */
@NullMarked
package org.folio.eventbus.okapi.module;

import org.jspecify.annotations.NullMarked;

/* SPDX-License-Identifier: Apache-2.0 */
/** The console on the web. */
@NullMarked
package org.folio.eventbus.console.web;

import org.jspecify.annotations.NullMarked;

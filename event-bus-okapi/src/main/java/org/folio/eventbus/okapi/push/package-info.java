/* SPDX-License-Identifier: Apache-2.0 */
/** Takes log records that are pushed over HTTP. */
@NullMarked
package org.folio.eventbus.okapi.push;

import org.jspecify.annotations.NullMarked;

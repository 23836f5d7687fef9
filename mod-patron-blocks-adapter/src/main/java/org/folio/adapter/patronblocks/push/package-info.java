/* SPDX-License-Identifier: Apache-2.0 */
/** Events that are pushed over HTTP: their handlers, and their way into the projection. */
@NullMarked
package org.folio.adapter.patronblocks.push;

import org.jspecify.annotations.NullMarked;

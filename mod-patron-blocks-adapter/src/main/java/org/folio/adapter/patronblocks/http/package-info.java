/* SPDX-License-Identifier: Apache-2.0 */
/** How numbers are written. */
@NullMarked
package org.folio.adapter.patronblocks.http;

import org.jspecify.annotations.NullMarked;

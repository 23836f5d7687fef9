/* SPDX-License-Identifier: Apache-2.0 */
/** Asks other modules for names, barcodes and items. */
@NullMarked
package org.folio.adapter.audit.lookup;

import org.jspecify.annotations.NullMarked;

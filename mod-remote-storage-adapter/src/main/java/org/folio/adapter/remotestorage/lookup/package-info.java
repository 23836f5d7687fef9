/* SPDX-License-Identifier: Apache-2.0 */
/** Asks other modules for items, requests, patrons and instances. */
@NullMarked
package org.folio.adapter.remotestorage.lookup;

import org.jspecify.annotations.NullMarked;

/* SPDX-License-Identifier: Apache-2.0 */
/** The queue of items that a remote storage has to take in. */
@NullMarked
package org.folio.adapter.remotestorage.accession;

import org.jspecify.annotations.NullMarked;

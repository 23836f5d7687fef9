/* SPDX-License-Identifier: Apache-2.0 */
/** Items that a remote storage has to take in. */
@NullMarked
package org.folio.adapter.remotestorage.accession;

import org.jspecify.annotations.NullMarked;

/* SPDX-License-Identifier: Apache-2.0 */
/** Reads log records. */
@NullMarked
package org.folio.adapter.remotestorage.logrecord;

import org.jspecify.annotations.NullMarked;

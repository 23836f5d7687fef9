/* SPDX-License-Identifier: Apache-2.0 */
/** What log records ask for. */
@NullMarked
package org.folio.adapter.remotestorage.logrecord;

import org.jspecify.annotations.NullMarked;

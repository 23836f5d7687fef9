/* SPDX-License-Identifier: Apache-2.0 */
/** The queues as they are read and worked off over HTTP. */
@NullMarked
package org.folio.adapter.remotestorage.queue;

import org.jspecify.annotations.NullMarked;

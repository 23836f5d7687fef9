/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Receives circulation events over HTTP and publishes them through the outbox; delivers events of
 * fees and fines to mod-circulation.
 */
@NullMarked
package org.folio.adapter.circulation;

import org.jspecify.annotations.NullMarked;

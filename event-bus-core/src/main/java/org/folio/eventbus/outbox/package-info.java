/* SPDX-License-Identifier: Apache-2.0 */
/** The producing side in PostgreSQL: sequences, outbox and journal. */
@NullMarked
package org.folio.eventbus.outbox;

import org.jspecify.annotations.NullMarked;

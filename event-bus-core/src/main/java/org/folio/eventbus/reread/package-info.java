/* SPDX-License-Identifier: Apache-2.0 */
/** Replays events: from Kafka, from a journal, or beside the live schema. */
@NullMarked
package org.folio.eventbus.reread;

import org.jspecify.annotations.NullMarked;

/* SPDX-License-Identifier: Apache-2.0 */
/** Polls Kafka for records, and commits offsets. */
@NullMarked
package org.folio.eventbus.poll;

import org.jspecify.annotations.NullMarked;

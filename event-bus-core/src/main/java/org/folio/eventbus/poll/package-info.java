/* SPDX-License-Identifier: Apache-2.0 */
/** Kafka is asked for records, and offsets are committed. */
@NullMarked
package org.folio.eventbus.poll;

import org.jspecify.annotations.NullMarked;

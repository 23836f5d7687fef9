/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Kafka topics: their names, their creation, the format of their records, and their state on the
 * brokers.
 */
@NullMarked
package org.folio.eventbus.topic;

import org.jspecify.annotations.NullMarked;

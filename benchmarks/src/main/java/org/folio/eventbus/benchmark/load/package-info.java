/* SPDX-License-Identifier: Apache-2.0 */
/** Generates events of a library on Kafka or in the outbox, and computes their expected result. */
@NullMarked
package org.folio.eventbus.benchmark.load;

import org.jspecify.annotations.NullMarked;

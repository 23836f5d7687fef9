/* SPDX-License-Identifier: Apache-2.0 */
/** Made-up events of a library, on Kafka or in the outbox, and what must become of them. */
@NullMarked
package org.folio.eventbus.benchmark.load;

import org.jspecify.annotations.NullMarked;

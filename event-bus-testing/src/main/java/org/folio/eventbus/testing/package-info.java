/* SPDX-License-Identifier: Apache-2.0 */
/** A real Kafka broker and a real PostgreSQL server for tests, and fault injection for them. */
@NullMarked
package org.folio.eventbus.testing;

import org.jspecify.annotations.NullMarked;

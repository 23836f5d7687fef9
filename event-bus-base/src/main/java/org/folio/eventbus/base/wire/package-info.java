/* SPDX-License-Identifier: Apache-2.0 */
/** The names of record headers on Kafka. */
@NullMarked
package org.folio.eventbus.base.wire;

import org.jspecify.annotations.NullMarked;

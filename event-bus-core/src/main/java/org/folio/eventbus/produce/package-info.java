/* SPDX-License-Identifier: Apache-2.0 */
/** The producers with which everything is sent to Kafka. */
@NullMarked
package org.folio.eventbus.produce;

import org.jspecify.annotations.NullMarked;

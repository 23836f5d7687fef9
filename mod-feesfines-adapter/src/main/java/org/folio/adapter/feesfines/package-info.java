/* SPDX-License-Identifier: Apache-2.0 */
/** Receives events of fees and fines over HTTP and publishes them through the outbox. */
@NullMarked
package org.folio.adapter.feesfines;

import org.jspecify.annotations.NullMarked;

/* SPDX-License-Identifier: Apache-2.0 */
/** Event types, publishers and subscribers of each tenant. */
@NullMarked
package org.folio.adapter.pubsub.registry;

import org.jspecify.annotations.NullMarked;

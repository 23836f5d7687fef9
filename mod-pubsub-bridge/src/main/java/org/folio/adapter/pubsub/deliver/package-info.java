/* SPDX-License-Identifier: Apache-2.0 */
/** Subscriptions that call the registered subscribers. */
@NullMarked
package org.folio.adapter.pubsub.deliver;

import org.jspecify.annotations.NullMarked;

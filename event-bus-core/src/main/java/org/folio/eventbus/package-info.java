/* SPDX-License-Identifier: Apache-2.0 */
/** What a module author imports: events, the publisher, subscriptions and the bus itself. */
@NullMarked
package org.folio.eventbus;

import org.jspecify.annotations.NullMarked;

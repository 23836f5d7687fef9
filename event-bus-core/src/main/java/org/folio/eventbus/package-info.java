/* SPDX-License-Identifier: Apache-2.0 */
/** The API for module authors: events, the publisher, subscriptions and the bus itself. */
@NullMarked
package org.folio.eventbus;

import org.jspecify.annotations.NullMarked;

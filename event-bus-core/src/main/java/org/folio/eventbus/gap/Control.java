/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.gap;

/** A record on a stream that is a message to the bus, not an event. */
public sealed interface Control permits Unavailable, Beacon {}

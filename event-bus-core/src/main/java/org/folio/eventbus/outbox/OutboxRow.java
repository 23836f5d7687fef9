/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.outbox;

import org.folio.eventbus.Event;

/**
 * An event that waits in the outbox.
 *
 * @param position its place there; higher for later events of the same key
 * @param event the event
 */
public record OutboxRow(long position, Event event) {}

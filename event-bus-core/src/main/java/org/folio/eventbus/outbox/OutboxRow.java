/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.outbox;

import org.folio.eventbus.Event;

/**
 * An event that waits in the outbox.
 *
 * @param position its position there; later events of the same key have higher ones
 * @param event the event
 */
public record OutboxRow(long position, Event event) {}

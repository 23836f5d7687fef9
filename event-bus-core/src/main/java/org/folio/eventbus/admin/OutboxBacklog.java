/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin;

/**
 * The backlog of an outbox.
 *
 * @param events number of events
 * @param oldestAge seconds since the oldest was stored; 0 for an empty outbox
 */
public record OutboxBacklog(long events, double oldestAge) {}

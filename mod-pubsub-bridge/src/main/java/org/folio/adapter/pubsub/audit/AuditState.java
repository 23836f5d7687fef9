/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub.audit;

/** What happened to an event (contract: mod-pubsub 1.11). */
public enum AuditState {
  /** A module asked to publish it. */
  CREATED,
  /** It is committed, and will be delivered. */
  PUBLISHED,
  /** It was refused, found no subscriber, or a subscriber did not accept it. */
  REJECTED,
  /** It reached the delivery to a subscriber. */
  RECEIVED,
  /** A subscriber accepted it. */
  DELIVERED,
  /** It would have been delivered, but another module does that; not part of the history. */
  SHADOWED
}

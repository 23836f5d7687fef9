/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub.registry;

/** What a module is registered as. */
public enum Role {
  /** It publishes events of a type. */
  PUBLISHER,
  /** It is called with events of a type. */
  SUBSCRIBER
}

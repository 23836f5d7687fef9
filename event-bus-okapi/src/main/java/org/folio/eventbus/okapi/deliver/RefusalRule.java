/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.deliver;

/**
 * What an answer of 4xx means where the status alone does not tell. Called on the event loop; must
 * not block and must not throw.
 */
@FunctionalInterface
public interface RefusalRule {

  /** The status tells. */
  RefusalRule BY_STATUS = (status, code, message) -> Meaning.AS_THE_STATUS_SAYS;

  /** What an answer means. */
  enum Meaning {
    /** As {@link EventDelivery} tells for all modules. */
    AS_THE_STATUS_SAYS,
    /** There is nothing to be done for the event, and so it is done. */
    DONE,
    /** The module refuses this event, whatever the status means elsewhere. */
    OF_THE_EVENT
  }

  /**
   * Tells the meaning.
   *
   * @param status 400 to 499
   * @param code of the first entry of FOLIO's errors object; empty if the answer is no such object
   * @param message of that entry; empty likewise
   */
  Meaning meaning(int status, String code, String message);
}

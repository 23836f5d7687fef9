/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.deliver;

/**
 * The meaning of a 4xx answer if the status alone is not enough. Runs on the event loop; must not
 * block and must not throw.
 */
@FunctionalInterface
public interface RefusalRule {

  /** The status decides. */
  RefusalRule BY_STATUS = (status, code, message) -> Meaning.AS_THE_STATUS_SAYS;

  /** The meaning of an answer. */
  enum Meaning {
    /** The meaning that {@link org.folio.eventbus.HttpStatusException} gives the status. */
    AS_THE_STATUS_SAYS,
    /** The event needs no action, so it counts as done. */
    DONE,
    /** The module rejects this event, whatever the status means elsewhere. */
    OF_THE_EVENT
  }

  /**
   * Decides the meaning.
   *
   * @param status 400 to 499
   * @param code code of the first entry of FOLIO's errors object; empty if the answer is not such
   *     an object
   * @param message message of that entry; empty likewise
   */
  Meaning meaning(int status, String code, String message);
}

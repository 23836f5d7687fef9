/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

/**
 * Another transaction published the same event id at the same time. The caller's transaction must
 * be rolled back; when it is repeated, it finds the other one's event and knows what to make of it.
 */
public final class PublicationCollisionException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** The only reason there is. */
  public PublicationCollisionException() {
    super("Another transaction published the same event id at the same time; try again");
  }
}

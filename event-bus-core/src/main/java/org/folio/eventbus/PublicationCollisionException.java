/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

/**
 * Another transaction published the same event id at the same time. The caller must roll back its
 * transaction. When it repeats the transaction, it finds the other transaction's event and handles
 * it as a repetition.
 */
public final class PublicationCollisionException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** The only message of this exception. */
  public PublicationCollisionException() {
    super("Another transaction published the same event id at the same time; try again");
  }
}

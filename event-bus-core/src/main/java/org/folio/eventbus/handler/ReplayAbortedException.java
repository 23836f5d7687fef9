/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.handler;

/** A replay cannot continue, regardless of its events. */
public final class ReplayAbortedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Says why, and what to do. */
  public ReplayAbortedException(String message) {
    super(message);
  }
}

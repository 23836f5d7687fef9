/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

/** What would be removed is used by another product of the same module. */
public final class TenantInUseException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public TenantInUseException(String message) {
    super(message);
  }
}

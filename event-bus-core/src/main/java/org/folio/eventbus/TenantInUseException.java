/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

/** Another product of the same module still uses what would be removed. */
public final class TenantInUseException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public TenantInUseException(String message) {
    super(message);
  }
}

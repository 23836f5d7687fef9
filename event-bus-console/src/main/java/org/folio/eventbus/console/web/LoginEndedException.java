/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.web;

/** The user must log in again. */
final class LoginEndedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LoginEndedException() {
    super("Your login has ended. Open the page again to log in.");
  }
}

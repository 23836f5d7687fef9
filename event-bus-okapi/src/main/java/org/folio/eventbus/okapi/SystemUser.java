/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi;

/**
 * The user of a module's calls without an incoming request. The same in every tenant.
 *
 * @param name user name
 * @param password secret
 */
public record SystemUser(String name, String password) {

  /** The name only: the password is secret. */
  @Override
  public String toString() {
    return "system user " + name;
  }
}

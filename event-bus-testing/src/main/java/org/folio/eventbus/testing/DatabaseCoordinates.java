/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

/**
 * The address and the credentials of a database; nothing is {@code null}.
 *
 * @param host host name or address of the server
 * @param port TCP port of the server
 * @param database name of the database
 * @param username role that owns the database
 * @param password password of that role
 */
public record DatabaseCoordinates(
    String host, int port, String database, String username, String password) {

  /** URL for JDBC, without user and password. */
  public String jdbcUrl() {
    return "jdbc:postgresql://%s:%s/%s".formatted(host, port, database);
  }
}

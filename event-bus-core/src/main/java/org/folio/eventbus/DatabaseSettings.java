/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

/**
 * Where the module's PostgreSQL is (FOLIO environment variables {@code DB_*}).
 *
 * @param host {@code DB_HOST}
 * @param port {@code DB_PORT}, 1 to 65535
 * @param database {@code DB_DATABASE}
 * @param username {@code DB_USERNAME}
 * @param password {@code DB_PASSWORD}; never logged
 * @param maxPoolSize {@code DB_MAXPOOLSIZE}, connections of this process, at least 1
 * @param queryTimeoutMillis {@code DB_QUERYTIMEOUT}, milliseconds after which the server cancels a
 *     statement; 0 for never
 */
public record DatabaseSettings(
    String host,
    int port,
    String database,
    String username,
    String password,
    int maxPoolSize,
    int queryTimeoutMillis) {

  /** The address, for messages; without user and password. */
  public String address() {
    return host + ":" + port + "/" + database;
  }

  @Override
  public String toString() {
    return address();
  }
}

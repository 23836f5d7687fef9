/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.settings;

import java.util.Optional;

/**
 * The address of the module's PostgreSQL (FOLIO environment variables {@code DB_*}).
 *
 * @param host {@code DB_HOST}
 * @param port {@code DB_PORT}, 1 to 65535
 * @param database {@code DB_DATABASE}
 * @param username {@code DB_USERNAME}
 * @param password {@code DB_PASSWORD}; never logged
 * @param maxPoolSize {@code DB_MAXPOOLSIZE}, connections of this process, at least 1
 * @param queryTimeoutMillis {@code DB_QUERYTIMEOUT}, milliseconds after which the server cancels a
 *     statement; 0 for never
 * @param serverCertificate {@code DB_SERVER_PEM}, the server's certificate or that of its
 *     authority, as PEM text; if set, every connection is encrypted and the server's name is
 *     verified, otherwise neither
 */
public record DatabaseSettings(
    String host,
    int port,
    String database,
    String username,
    String password,
    int maxPoolSize,
    int queryTimeoutMillis,
    Optional<String> serverCertificate) {

  /** A database without TLS. */
  public DatabaseSettings(
      String host,
      int port,
      String database,
      String username,
      String password,
      int maxPoolSize,
      int queryTimeoutMillis) {
    this(
        host,
        port,
        database,
        username,
        password,
        maxPoolSize,
        queryTimeoutMillis,
        Optional.empty());
  }

  /** The address, for messages; without user and password. */
  public String address() {
    return host + ":" + port + "/" + database;
  }

  @Override
  public String toString() {
    return address();
  }
}

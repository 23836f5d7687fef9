/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import java.util.HashMap;
import java.util.Map;

/** The environment variables with which a FOLIO module finds the test servers. */
public final class FolioEnvironment {

  private FolioEnvironment() {}

  /**
   * Variables for a module under test, with a unique {@code ENV}, so that topics and groups of two
   * calls never collide.
   *
   * @return a map that the caller may change
   */
  public static Map<String, String> of(KafkaBroker kafka, DatabaseCoordinates database) {
    Map<String, String> variables = of(database);
    variables.put("ENV", kafka.uniqueEnvironment());
    variables.put("KAFKA_HOST", kafka.host());
    variables.put("KAFKA_PORT", Integer.toString(kafka.port()));
    return variables;
  }

  /**
   * For a module that is never started and needs no brokers.
   *
   * @return a map that the caller may change
   */
  public static Map<String, String> of(DatabaseCoordinates database) {
    Map<String, String> variables = new HashMap<>();
    variables.put("DB_HOST", database.host());
    variables.put("DB_PORT", Integer.toString(database.port()));
    variables.put("DB_DATABASE", database.database());
    variables.put("DB_USERNAME", database.username());
    variables.put("DB_PASSWORD", database.password());
    return variables;
  }
}

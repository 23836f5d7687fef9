/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import java.util.Map;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;
import org.slf4j.LoggerFactory;

/**
 * Keeps the INFO lines of Kafka, PostgreSQL's starter and Liquibase out of the output of tests. A
 * level that the tests' own configuration gives to one of these loggers stays.
 */
final class ServerLogs {

  private static final Map<String, String> LEVELS =
      Map.of(
          "org.apache.kafka",
          "WARN",
          // Warns at each start that the only controller becomes the active one.
          "org.apache.kafka.controller",
          "ERROR",
          // Warns of each broker that a test has stopped.
          "org.apache.kafka.clients.NetworkClient",
          "ERROR",
          "kafka",
          "WARN",
          "state.change.logger",
          "WARN",
          "liquibase",
          "WARN",
          "io.zonky.test",
          "WARN");

  // java.util.logging forgets the levels of loggers that nobody holds.
  private static final java.util.logging.Logger LIQUIBASE =
      java.util.logging.Logger.getLogger("liquibase");

  private ServerLogs() {}

  static void quieten() {
    switch (LoggerFactory.getILoggerFactory().getClass().getName()) {
      case "org.apache.logging.slf4j.Log4jLoggerFactory" -> Log4j.quieten();
      case "org.slf4j.simple.SimpleLoggerFactory" -> simple();
      default -> {
        // Other providers are configured by their users alone.
      }
    }
    // Liquibase logs there, unless a bridge has taken its place.
    boolean bridged =
        java.util.logging.LogManager.getLogManager().getClass()
            != java.util.logging.LogManager.class;
    if (!bridged && LIQUIBASE.getLevel() == null) {
      LIQUIBASE.setLevel(java.util.logging.Level.WARNING);
    }
  }

  // Its loggers read their level when they are made.
  static void simple() {
    if (ServerLogs.class.getResource("/simplelogger.properties") == null) {
      LEVELS.forEach(
          (logger, level) ->
              System.getProperties().putIfAbsent("org.slf4j.simpleLogger.log." + logger, level));
    }
  }

  /** Loaded only where Log4j is there. */
  private static final class Log4j {

    static void quieten() {
      Map<String, ?> configured = LoggerContext.getContext(false).getConfiguration().getLoggers();
      LEVELS.forEach(
          (logger, level) -> {
            if (!configured.containsKey(logger)) {
              Configurator.setLevel(logger, level);
            }
          });
    }
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ServerLogsTest {

  private static final String PROPERTY = "org.slf4j.simpleLogger.log.org.apache.kafka";

  @AfterEach
  void configureAnew() {
    LoggerContext.getContext(false).reconfigure();
    System.clearProperty(PROPERTY);
  }

  @Test
  void infoOfServersIsNotShownAndThatOfTestsIs() {
    Configurator.setRootLevel(Level.INFO);

    ServerLogs.quieten();

    assertThat(LoggerFactory.getLogger("org.apache.kafka.server").isInfoEnabled()).isFalse();
    assertThat(LoggerFactory.getLogger("liquibase.changelog").isInfoEnabled()).isFalse();
    assertThat(LoggerFactory.getLogger("org.example").isInfoEnabled()).isTrue();
  }

  @Test
  void levelThatIsConfiguredStays() {
    Configurator.setLevel("org.apache.kafka", Level.DEBUG);

    ServerLogs.quieten();

    assertThat(LoggerFactory.getLogger("org.apache.kafka.server").isDebugEnabled()).isTrue();
  }

  @Test
  void simpleLoggersAreMadeWithTheLevel() {
    ServerLogs.simple();

    assertThat(System.getProperty(PROPERTY)).isEqualTo("WARN");
  }
}

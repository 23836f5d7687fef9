/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka node in this JVM: the fastest to start and to stop.
 *
 * <p>A thread cannot be killed, so {@link #kill()} equals {@link #stop()} here; use {@link
 * ForkedKafka} where the difference matters.
 */
public final class EmbeddedKafka implements KafkaBroker {

  private final BrokerFolder folder;
  private @Nullable KafkaNode node;
  private boolean closed;

  private EmbeddedKafka(BrokerFolder folder) {
    this.folder = folder;
  }

  /** Options of a new broker. */
  public static BrokerBuilder<EmbeddedKafka> builder() {
    return new BrokerBuilder<>(EmbeddedKafka::new);
  }

  @Override
  public String host() {
    return BrokerFolder.HOST;
  }

  @Override
  public int port() {
    return folder.port();
  }

  @Override
  public synchronized void start() {
    if (closed) {
      throw new IllegalStateException("This broker is closed; build a new one.");
    }
    if (node != null) {
      return;
    }
    node = startedInNoLanguage();
    try (BrokerProbe probe = new BrokerProbe(bootstrapServers())) {
      probe.awaitReady(() -> true);
    } catch (RuntimeException e) {
      stop();
      throw e;
    }
  }

  // The server reads its configuration in the language of the machine; in Turkish it does not find
  // the group protocol "classic".
  private KafkaNode startedInNoLanguage() {
    Locale language = Locale.getDefault();
    Locale.setDefault(Locale.ROOT);
    try {
      return KafkaNode.start(folder.settings());
    } finally {
      Locale.setDefault(language);
    }
  }

  @Override
  public synchronized void stop() {
    KafkaNode ending = node;
    node = null;
    if (ending != null) {
      ending.stop();
    }
  }

  @Override
  public void kill() {
    stop();
  }

  @Override
  public synchronized boolean running() {
    return node != null;
  }

  @Override
  public synchronized void close() {
    closed = true;
    stop();
    folder.close();
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.kill;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A process that publishes and relays. */
final class ProducerProcess extends BusProcess {

  ProducerProcess(String name, Map<String, String> environment, Path folder) {
    super(name, ProducerMain.class, environment, folder);
  }

  /** Commits transactions and waits until they are committed. */
  void write(int transactions) {
    awaitDone(say("write " + transactions));
  }

  /** Commits one transaction with some events of one key, and waits for it. */
  void writeKey(String key, int events) {
    awaitDone(say("write-key " + key + " " + events));
  }

  /** Begins to commit transactions, two at a time, each followed by a pause, until it ends. */
  void load(Duration pause) {
    say("load " + pause.toMillis());
  }

  /** Ends the load and waits for its last transaction. */
  void rest() {
    awaitDone(say("rest"));
  }
}

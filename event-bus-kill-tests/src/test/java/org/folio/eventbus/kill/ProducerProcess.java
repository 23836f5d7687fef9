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

  /** Commits transactions and waits for them. */
  void write(int transactions) {
    awaitDone(say("write " + transactions));
  }

  /** Commits one transaction with events of one key and waits for it. */
  void writeKey(String key, int events) {
    awaitDone(say("write-key " + key + " " + events));
  }

  /** Starts to commit transactions until {@link #rest}, two at a time, each followed by a pause. */
  void load(Duration pause) {
    say("load " + pause.toMillis());
  }

  /** Ends the load and waits for its last transaction. */
  void rest() {
    awaitDone(say("rest"));
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.kill;

import java.nio.file.Path;
import java.util.Map;

/** A process that consumes. */
final class ConsumerProcess extends BusProcess {

  ConsumerProcess(String name, Map<String, String> environment, Path folder) {
    super(name, ConsumerMain.class, environment, folder);
  }

  /** Sends the command to release a parked key; does not wait. */
  int beginRelease(String key) {
    return say("release " + key);
  }

  /** Releases a parked key and waits for the result, for example {@code 3 released 0 remaining}. */
  String release(String key) {
    return awaitDone(beginRelease(key));
  }
}

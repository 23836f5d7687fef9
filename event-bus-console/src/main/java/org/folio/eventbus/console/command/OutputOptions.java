/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The format of answers. */
final class OutputOptions {

  // Slower than a glance, faster than impatience.
  static final String DEFAULT_WATCH = "2";

  @Option(names = "--json", description = "JSON for scripts, as docs/console.md describes it")
  private boolean json;

  @Option(
      names = "--watch",
      paramLabel = "SECONDS",
      arity = "0..1",
      parameterConsumer = WatchSeconds.class,
      description = "Asks again and again until Ctrl-C, every " + DEFAULT_WATCH + " s unless given")
  private @Nullable Integer watch;

  @Option(
      names = "--reveal",
      description =
          "Shows keys, users and payloads as they are; needs the permission <module>.event-bus.reveal.execute, and modules note it")
  private boolean reveal;

  @Option(
      names = "--reveal-reason",
      paramLabel = "WHY",
      description = "Why personal data are revealed; modules note it")
  private @Nullable String revealReason;

  boolean json() {
    return json;
  }

  boolean reveal() {
    return reveal;
  }

  /** Seconds between two rounds; null for one round. */
  @Nullable Integer watch() {
    return watch;
  }

  /** Parameters of the questions. */
  Map<String, String> disclosure() {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (reveal) {
      parameters.put("reveal", "true");
      if (revealReason != null) {
        parameters.put("reason", revealReason);
      }
    }
    return parameters;
  }
}

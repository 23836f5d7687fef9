/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import java.util.LinkedHashMap;
import java.util.Map;
import org.folio.eventbus.console.ConsoleException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Selects a parked key. */
final class ParkedKeyOptions {

  @Option(
      names = "--subscription",
      required = true,
      paramLabel = "NAME",
      description = "The subscription; relay for events that brokers refuse")
  private String subscription = "";

  @Option(names = "--event", paramLabel = "ID", description = "A parked event of the key")
  private @Nullable String event;

  @Option(names = "--stream", paramLabel = "STREAM", description = "With --key: the stream")
  private @Nullable String stream;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "With --stream: the key, in clear or masked")
  private @Nullable String key;

  String subscription() {
    return subscription;
  }

  /** Whether a key is given, completely or in part. */
  boolean given() {
    return event != null || key != null || stream != null;
  }

  /** As members of a body, or as parameters. */
  Map<String, String> members() {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("subscription", subscription);
    if (event != null && key == null && stream == null) {
      members.put("eventId", Ids.event(event));
    } else if (event == null && key != null && stream != null) {
      members.put("stream", stream);
      members.put("key", key);
    } else {
      throw ConsoleException.usage("Name the key by --event, or by --stream and --key");
    }
    return members;
  }
}

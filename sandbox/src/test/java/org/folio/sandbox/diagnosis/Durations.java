/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.diagnosis;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** How long each question took, for one table at the end. */
final class Durations {

  static final String[] WAYS = {"HTTP, id", "HTTP, search", "trace, id", "trace, search"};

  private final Map<String, Map<String, Duration>> rows = new LinkedHashMap<>();

  void note(String name, String way, Duration took) {
    rows.computeIfAbsent(name, first -> new LinkedHashMap<>()).put(way, took);
  }

  String table(int events) {
    StringBuilder table =
        new StringBuilder(
            "%nMilliseconds with %,d events of others in journal and receipts; HTTP: all modules, one after the other; trace: the whole process%n%-60s%14s%14s%14s%14s%n"
                .formatted(events, "", WAYS[0], WAYS[1], WAYS[2], WAYS[3]));
    rows.forEach(
        (name, ways) -> {
          table.append("%-60s".formatted(name));
          for (String way : WAYS) {
            Duration took = ways.get(way);
            table.append("%14s".formatted(took == null ? "" : Long.toString(took.toMillis())));
          }
          table.append(System.lineSeparator());
        });
    return table.toString();
  }
}

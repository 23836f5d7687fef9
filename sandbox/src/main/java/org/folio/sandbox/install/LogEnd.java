/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.install;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The last lines of a log, which usually contain the reason of a failure. */
public final class LogEnd {

  private static final int LINES = 25;

  private LogEnd() {}

  /** The lines with a heading that names the file. */
  public static String of(Path log) {
    return "Last lines of %s:%n%s".formatted(log, lines(log));
  }

  private static String lines(Path log) {
    try {
      // Not readAllLines: a killed process may leave an incomplete character.
      List<String> all =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
      return all.isEmpty()
          ? "  (empty)"
          : "  "
              + String.join(
                  System.lineSeparator() + "  ",
                  all.subList(Math.max(0, all.size() - LINES), all.size()));
    } catch (IOException e) {
      return "  (cannot be read: " + e + ")";
    }
  }
}

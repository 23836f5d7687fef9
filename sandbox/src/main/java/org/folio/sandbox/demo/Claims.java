/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** All claims of a demonstration, and its measurements. Not for several threads. */
final class Claims {

  private static final String HELD = "held";
  private static final String BROKEN = "BROKEN";

  private final Story story;
  private final List<Claim> claims = new ArrayList<>();
  private final List<String> measured = new ArrayList<>();
  private int scenario;

  Claims(Story story) {
    this.story = story;
  }

  /** Starts the claims of a scenario. */
  void scenario(int number) {
    scenario = number;
  }

  /** Adds a claim that holds if both texts are equal. */
  void check(String sentence, Object expected, Object seen) {
    Claim claim = new Claim(scenario, sentence, String.valueOf(expected), String.valueOf(seen));
    claims.add(claim);
    if (claim.held()) {
      story.tell("held: %s: %s", sentence, claim.seen());
    } else {
      story.tell("BROKEN: %s: expected %s, seen %s", sentence, claim.expected(), claim.seen());
    }
  }

  /** Adds a measurement without a claim. */
  void measured(String sentence, Object... values) {
    String line = String.format(Locale.ROOT, sentence, values);
    measured.add("%s  %s".formatted(scenario, line));
    story.tell("measured: %s", line);
  }

  boolean allHeld() {
    return !claims.isEmpty() && claims.stream().allMatch(Claim::held);
  }

  /** The table of claims, expected and actual results, and the measurements below it. */
  String table() {
    int sentence = width("Claim", Claim::sentence);
    int expected = width("Expected", Claim::expected);
    int seen = width("Seen", Claim::seen);
    String row = "%%-3s%%-%ss  %%-%ss  %%-%ss  %%s".formatted(sentence, expected, seen);
    List<String> lines = new ArrayList<>();
    lines.add(row.formatted("#", "Claim", "Expected", "Seen", "").stripTrailing());
    lines.add("-".repeat(sentence + expected + seen + 15));
    for (Claim claim : claims) {
      lines.add(
          row.formatted(
              claim.scenario(),
              claim.sentence(),
              claim.expected(),
              claim.seen(),
              claim.held() ? HELD : BROKEN));
    }
    if (!measured.isEmpty()) {
      lines.addAll(List.of("", "Measured"));
      lines.addAll(measured);
    }
    lines.add("");
    return String.join(System.lineSeparator(), lines);
  }

  private int width(String heading, Function<Claim, String> column) {
    return claims.stream().map(column).mapToInt(String::length).reduce(heading.length(), Math::max);
  }
}

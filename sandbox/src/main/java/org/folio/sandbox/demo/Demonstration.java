/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.demo;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.folio.sandbox.install.Installation;
import org.folio.sandbox.install.LogEnd;
import org.folio.sandbox.library.LibraryMonth;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plays all scenarios on an installation and sums up the results. */
public final class Demonstration {

  /** How many items a patron may have. */
  public static final int LIMIT = 10;

  /**
   * Further variables of the adapters. A spectator should not wait a minute for the witness, and
   * the demonstration publishes its events at once if at all.
   */
  public static final Map<String, String> VARIABLES =
      Map.of("WITNESS_WAIT", Long.toString(NeverPublished.WAIT.toSeconds()));

  private static final Logger LOG = LoggerFactory.getLogger(Demonstration.class);

  private static final List<Scenario> SCENARIOS =
      List.of(
          new TheLimit(),
          new BrokersDown(),
          new ConsumerKilled(),
          new EverythingTwice(),
          new Poison(),
          new WholeMonth(),
          new NeverPublished(),
          new Unmodified());

  private final Story story;
  private final LibraryMonth month;

  /**
   * A demonstration.
   *
   * @param month the month of the last scenario; its seed also determines the others
   */
  public Demonstration(Story story, LibraryMonth month) {
    this.story = story;
    this.month = month;
  }

  /** The number of scenarios; they are numbered from 1. */
  public static int scenarios() {
    return SCENARIOS.size();
  }

  /**
   * Plays.
   *
   * @param numbers the scenarios to play; all of them if empty
   * @return whether every claim held
   */
  public boolean play(Installation installation, Set<Integer> numbers) {
    Claims claims = new Claims(story);
    try (Stage stage = new Stage(installation, story, claims, month)) {
      for (int number = 1; number <= SCENARIOS.size(); number++) {
        if (numbers.isEmpty() || numbers.contains(number)) {
          play(stage, number);
        }
      }
    }
    story.chapter("What was claimed and what was seen");
    story.say(claims.table());
    return claims.allHeld();
  }

  private void play(Stage stage, int number) {
    Scenario scenario = SCENARIOS.get(number - 1);
    stage.claims().scenario(number);
    story.chapter(number + "  " + scenario.title());
    try {
      scenario.play(stage);
    } catch (RuntimeException e) {
      LOG.error("Scenario {} broke off", number, e);
      stage.claims().check("the scenario comes to its end", "its end", "broke off");
      story.tell("%s", String.valueOf(e.getMessage()));
      stage.installation().logs().forEach(log -> story.say(LogEnd.of(log)));
      stage.installation().heal();
    }
  }
}

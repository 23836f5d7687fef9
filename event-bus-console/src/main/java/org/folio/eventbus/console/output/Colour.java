/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.output;

import java.util.Set;

/** The meaning of a word for troubleshooting. */
public enum Colour {
  /** Good. */
  GOOD("32"),
  /** Not yet good, or worth a look. */
  WAITS("33"),
  /** Bad. */
  BAD("31"),
  /** Secondary. */
  FAINT("2"),
  /** A heading. */
  HEAD("1"),
  /** Plain. */
  PLAIN("0");

  private static final Set<String> GOOD_WORDS =
      Set.of("APPLIED", "SENT", "DUPLICATE_IGNORED", "RELEASED", "DONE", "ok", "yes");
  private static final Set<String> WAITING_WORDS =
      Set.of(
          "WAITING",
          "BEHIND_PARKED",
          "COMMITTED_NOT_SENT",
          "UNDECIDED",
          "EXPIRED",
          "BEHIND",
          "SKIPPED",
          "DISCARDED",
          "note",
          "DRY_RUN",
          "BLOCKS",
          "CONDITION_ALLOWS",
          "UNAVAILABLE");
  private static final Set<String> BAD_WORDS =
      Set.of(
          "PARKED",
          "NEVER_PUBLISHED",
          "GAP_OPEN",
          "GAP_UNAVAILABLE",
          "POISON",
          "FAILED",
          "OPEN",
          "missing",
          "UNKNOWN",
          "problem",
          "UNREADABLE",
          "no answer");
  private static final Set<String> FAINT_WORDS = Set.of("NOT_SUBSCRIBED", "DUPLICATE", "not found");

  private final String code;

  Colour(String code) {
    this.code = code;
  }

  /** The colour of a verdict, an outcome or a state. */
  public static Colour of(String word) {
    if (GOOD_WORDS.contains(word)) {
      return GOOD;
    }
    if (WAITING_WORDS.contains(word)) {
      return WAITS;
    }
    if (BAD_WORDS.contains(word)) {
      return BAD;
    }
    return FAINT_WORDS.contains(word) ? FAINT : PLAIN;
  }

  /** The text with the codes of a terminal around it. */
  String paint(String text) {
    return this == PLAIN || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}

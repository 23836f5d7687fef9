/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.doctor;

import java.util.List;

/**
 * An observation.
 *
 * @param level {@code problem}, {@code note} or {@code ok}
 * @param module the module, several separated by commas; empty for all
 * @param subject the checked subject, several separated by commas
 * @param what the observation
 * @param todo the remedy; empty if none is needed
 */
public record Finding(String level, String module, String subject, String what, String todo) {

  static final String PROBLEM = "problem";
  static final String NOTE = "note";
  static final String OK = "ok";

  /** Merges equal observations of several modules; those at level ok stay separate. */
  Finding cause() {
    return level.equals(OK) ? this : new Finding(level, "", "", what, "");
  }

  /** The same finding, for the module and subject of another finding too. */
  Finding andOf(Finding other) {
    return new Finding(
        level, joined(module, other.module), joined(subject, other.subject), what, todo);
  }

  private static String joined(String names, String name) {
    return List.of(names.split(", ")).contains(name) ? names : names + ", " + name;
  }

  static Finding problem(String module, String subject, String what, String todo) {
    return new Finding(PROBLEM, module, subject, what, todo);
  }

  static Finding note(String module, String subject, String what, String todo) {
    return new Finding(NOTE, module, subject, what, todo);
  }

  static Finding ok(String module, String subject, String what) {
    return new Finding(OK, module, subject, what, "");
  }
}

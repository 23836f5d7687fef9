/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.doctor;

import java.util.List;

/**
 * Something that was noticed.
 *
 * @param level {@code problem}, {@code note} or {@code ok}
 * @param module whom it concerns, several separated by commas; empty for all
 * @param subject what was looked at
 * @param what what was seen
 * @param todo what to do; empty if there is nothing to do
 */
public record Finding(String level, String module, String subject, String what, String todo) {

  static final String PROBLEM = "problem";
  static final String NOTE = "note";
  static final String OK = "ok";

  /** What was seen, whomever it concerns; what is well stays that of its module. */
  Finding cause() {
    return level.equals(OK) ? this : new Finding(level, "", "", what, "");
  }

  /** The same, of this module and of that of another finding. */
  Finding andOf(Finding other) {
    return List.of(module.split(", ")).contains(other.module)
        ? this
        : new Finding(level, module + ", " + other.module, subject, what, todo);
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

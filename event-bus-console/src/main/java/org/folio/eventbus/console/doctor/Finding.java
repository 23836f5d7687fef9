/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.doctor;

/**
 * Something that was noticed.
 *
 * @param level {@code problem}, {@code note} or {@code ok}
 * @param module whom it concerns; empty for all
 * @param subject what was looked at
 * @param what what was seen
 * @param todo what to do; empty if there is nothing to do
 */
public record Finding(String level, String module, String subject, String what, String todo) {

  static final String PROBLEM = "problem";
  static final String NOTE = "note";
  static final String OK = "ok";

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

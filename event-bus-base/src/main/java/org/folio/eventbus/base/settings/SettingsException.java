/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.settings;

import java.util.List;

/** Environment variables have invalid values. */
public final class SettingsException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  SettingsException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    this.problems = List.copyOf(problems);
  }

  /** One sentence per wrong variable: its name, its value unless secret, and the expected value. */
  public List<String> problems() {
    return problems;
  }
}

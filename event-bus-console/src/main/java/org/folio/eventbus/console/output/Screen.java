/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.output;

import java.util.List;

/** Where an answer is written: to a terminal, or on a page. */
public interface Screen {

  /** A line. */
  void line(String text);

  /** An empty line. */
  void gap();

  /** A highlighted line. */
  void heading(String text);

  /** A coloured line. */
  void line(Colour colour, String text);

  /** How to go on at a shell. Pages have buttons instead. */
  void option(String text);

  /**
   * A sentence.
   *
   * @param indent columns before it; an item of a list begins with a hyphen
   */
  void sentence(Colour colour, int indent, String text);

  /** Data as they are: a command in them is no advice. */
  void verbatim(String text);

  /** A separate line with a module and a word about it, in fixed columns. */
  void row(String time, String module, String word, String rest);

  /** Rows below each other, with coloured words. */
  void table(List<String> columns, List<List<String>> rows);
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.output;

import java.io.PrintWriter;
import java.util.List;

/**
 * The text output.
 *
 * @param out receives the lines
 * @param colours whether it is a terminal with colours
 * @param commands completes the commands in a text
 */
public record Screen(PrintWriter out, boolean colours, PrintedCommands commands) {

  // Width of a sentence. Narrower terminals wrap by themselves.
  private static final int WIDTH = 110;

  private static final String POINT = "- ";

  // The longest outcomes.
  private static final int WORD = 10;

  /** A line. */
  public void line(String text) {
    out.println(commands.in(text));
  }

  /** A line of data, which contains no text of the console. */
  void data(String text) {
    out.println(text);
  }

  /** An empty line. */
  public void gap() {
    out.println();
  }

  /** A highlighted line. */
  public void heading(String text) {
    out.println(painted(Colour.HEAD, text));
  }

  /** A coloured line. */
  public void line(Colour colour, String text) {
    out.println(painted(colour, commands.in(text)));
  }

  /** A sentence, wrapped and indented. */
  public void sentence(Colour colour, int indent, String text) {
    // Further lines of an item are aligned with its text.
    String begin = " ".repeat(indent) + (text.startsWith(POINT) ? " ".repeat(POINT.length()) : "");
    StringBuilder line = new StringBuilder(" ".repeat(indent));
    boolean first = true;
    for (String word : commands.in(text).split(" ", -1)) {
      if (!first && line.length() + word.length() + 1 > WIDTH) {
        out.println(painted(colour, line.toString()));
        line.setLength(0);
        line.append(begin);
        first = true;
      }
      line.append(first ? "" : " ").append(word);
      first = false;
    }
    out.println(painted(colour, line.toString()));
  }

  /** A separate line with a module and a word about it, in fixed columns. */
  public void row(String time, String module, String word, String rest) {
    line(
        "%-24s  %-28s  %s%s  %s"
            .formatted(
                time,
                module,
                painted(Colour.of(word), word),
                " ".repeat(Math.max(0, WORD - word.length())),
                rest));
  }

  /** Rows below each other, with coloured words. */
  public void table(List<String> columns, List<List<String>> rows) {
    new Table(columns, rows).print(this);
  }

  /** The text as it is written here. */
  String painted(Colour colour, String text) {
    return colours ? colour.paint(text) : text;
  }
}

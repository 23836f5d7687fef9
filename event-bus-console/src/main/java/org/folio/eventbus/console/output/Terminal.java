/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.output;

import java.io.PrintWriter;
import java.util.List;

/**
 * Writes an answer as lines of text.
 *
 * @param out receives the lines
 * @param colours whether it is a terminal with colours
 * @param commands completes the commands in a text
 */
public record Terminal(PrintWriter out, boolean colours, PrintedCommands commands)
    implements Screen {

  // Width of a sentence. Narrower terminals wrap by themselves.
  private static final int WIDTH = 110;

  private static final String POINT = "- ";

  // The longest outcomes.
  private static final int WORD = 10;

  @Override
  public void line(String text) {
    out.println(commands.in(text));
  }

  @Override
  public void verbatim(String text) {
    out.println(text);
  }

  @Override
  public void gap() {
    out.println();
  }

  @Override
  public void heading(String text) {
    out.println(painted(Colour.HEAD, text));
  }

  @Override
  public void line(Colour colour, String text) {
    out.println(painted(colour, commands.in(text)));
  }

  @Override
  public void option(String text) {
    line(Colour.WAITS, text);
  }

  @Override
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

  @Override
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

  @Override
  public void table(List<String> columns, List<List<String>> rows) {
    new Table(columns, rows).print(this);
  }

  /** The text as it is written here. */
  String painted(Colour colour, String text) {
    return colours ? colour.paint(text) : text;
  }
}

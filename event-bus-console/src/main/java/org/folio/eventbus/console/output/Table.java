/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.output;

import java.util.List;
import java.util.stream.IntStream;

/** Rows in columns, the last of which has no limit. */
record Table(List<String> columns, List<List<String>> rows) {

  private static final String BETWEEN = "  ";

  void print(Terminal screen) {
    int[] widths =
        IntStream.range(0, columns.size())
            .map(
                column ->
                    Math.max(
                        columns.get(column).length(),
                        rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0)))
            .toArray();
    screen.verbatim(line(columns, widths, screen, true));
    rows.forEach(row -> screen.verbatim(line(row, widths, screen, false)));
  }

  private static String line(List<String> cells, int[] widths, Terminal screen, boolean head) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      boolean last = i == cells.size() - 1;
      line.append(i == 0 ? "" : BETWEEN)
          .append(screen.painted(head ? Colour.HEAD : Colour.of(cell), cell))
          .append(last ? "" : " ".repeat(widths[i] - cell.length()));
    }
    return line.toString().stripTrailing();
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Formats medians as a table of text, one block per scenario. */
public final class Table {

  private static final String FIRST = "event bus";

  private final Medians medians;

  /** Creates a table of the given medians. */
  public Table(Medians medians) {
    this.medians = medians;
  }

  /** The table as Markdown, readable as plain text. */
  public String text() {
    return medians.scenarios().stream().map(this::block).collect(Collectors.joining("\n"));
  }

  private String block(String scenario) {
    List<Metric> metrics =
        Stream.of(Metric.values())
            .filter(
                metric ->
                    medians.contenders(scenario).stream()
                        .anyMatch(one -> medians.of(scenario, one, metric).isPresent()))
            .toList();
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of(scenario));
    for (Metric metric : metrics) {
      head.add(metric.title());
      if (compared(metric)) {
        head.add("ratio");
      }
    }
    rows.add(head);
    for (String contender : medians.contenders(scenario)) {
      List<String> row = new ArrayList<>(List.of(contender));
      for (Metric metric : metrics) {
        OptionalDouble value = medians.of(scenario, contender, metric);
        row.add(number(value, metric.digits()));
        if (compared(metric)) {
          row.add(ratio(value, medians.of(scenario, FIRST, metric)));
        }
      }
      rows.add(row);
    }
    return aligned(rows);
  }

  private static boolean compared(Metric metric) {
    return metric == Metric.RATE || metric == Metric.P50 || metric == Metric.P99;
  }

  private static String number(OptionalDouble value, int digits) {
    return value.isPresent()
        ? String.format(Locale.ROOT, "%,." + digits + "f", value.getAsDouble())
        : "";
  }

  private static String ratio(OptionalDouble value, OptionalDouble first) {
    return value.isPresent() && first.isPresent() && first.getAsDouble() > 0
        ? String.format(Locale.ROOT, "%.2f", value.getAsDouble() / first.getAsDouble())
        : "";
  }

  private static String aligned(List<List<String>> rows) {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (int number = 0; number < rows.size(); number++) {
      line(text, rows.get(number), widths);
      if (number == 0) {
        text.append("|").append("-".repeat(widths[0] + 2));
        for (int i = 1; i < columns; i++) {
          text.append("|").append("-".repeat(widths[i] + 1)).append(":");
        }
        text.append("|\n");
      }
    }
    return text.toString();
  }

  private static void line(StringBuilder text, List<String> cells, int[] widths) {
    for (int i = 0; i < cells.size(); i++) {
      String space = " ".repeat(widths[i] - cells.get(i).length());
      text.append("| ").append(i == 0 ? cells.get(i) + space : space + cells.get(i)).append(" ");
    }
    text.append("|\n");
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.folio.eventbus.console.output.Colour;

/**
 * A table of a page. Order and filter are parameters, so that a link carries them.
 *
 * @param number counts the tables of a page from 0
 * @param all every row
 * @param shown the rows that the filter leaves, in order, at most as many as a person scrolls
 *     through
 * @param found how many rows the filter leaves
 * @param path of the page; empty if its tables are neither sorted nor saved
 */
public record Grid(
    int number,
    List<String> columns,
    List<List<String>> all,
    List<List<String>> shown,
    int found,
    String path,
    Query query)
    implements Block {

  /** Cells up to the length of an id stay on one line. */
  public static final int SHORT = 36;

  // More is found by the filter or in the exported file.
  private static final int MOST = 500;
  // With fewer rows, a filter takes more room than it saves.
  private static final int FEW = 5;
  private static final String DOWN = "-";
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(?:\\.\\d{1,6})?");
  // A spreadsheet would calculate a cell that begins so.
  private static final Pattern FORMULA = Pattern.compile("^[=+@\\t\\r-].*", Pattern.DOTALL);

  static Grid of(
      int number, List<String> columns, List<List<String>> rows, String path, Query query) {
    List<List<String>> found = new ArrayList<>(filtered(rows, query.text("filter" + number)));
    order(columns, rows, query.text("sort" + number)).ifPresent(found::sort);
    return new Grid(
        number,
        columns,
        rows,
        List.copyOf(found.subList(0, Math.min(MOST, found.size()))),
        found.size(),
        path,
        query);
  }

  private static List<List<String>> filtered(List<List<String>> rows, String filter) {
    String wanted = filter.toLowerCase(Locale.ROOT);
    return rows.stream()
        .filter(
            row -> row.stream().anyMatch(cell -> cell.toLowerCase(Locale.ROOT).contains(wanted)))
        .toList();
  }

  // Without a column the rows stay as the answer has them.
  private static Optional<Comparator<List<String>>> order(
      List<String> columns, List<List<String>> rows, String sort) {
    int column = columns.indexOf(sort.startsWith(DOWN) ? sort.substring(1) : sort);
    if (column < 0) {
      return Optional.empty();
    }
    boolean numbers =
        rows.stream()
            .map(row -> row.get(column))
            .allMatch(cell -> cell.isEmpty() || NUMBER.matcher(cell).matches());
    Comparator<List<String>> order =
        numbers
            ? Comparator.comparing(row -> number(row.get(column)))
            : Comparator.comparing(row -> row.get(column), String.CASE_INSENSITIVE_ORDER);
    return Optional.of(sort.startsWith(DOWN) ? order.reversed() : order);
  }

  private static double number(String cell) {
    return cell.isEmpty() ? Double.NEGATIVE_INFINITY : Double.parseDouble(cell);
  }

  /** Whether there is enough to filter. */
  public boolean filtered() {
    return all.size() > FEW || !filter().isEmpty();
  }

  /** The text that rows must contain; empty for all rows. */
  public String filter() {
    return query.text("filter" + number);
  }

  /** The link that sorts by a column, and turns the order if it is sorted so. */
  public String sortedBy(String column) {
    String name = "sort" + number;
    return query.with(name, query.text(name).equals(column) ? DOWN + column : column).link(path);
  }

  /** How a column is sorted, for those who hear the page. */
  public String sort(String column) {
    String sort = query.text("sort" + number);
    return sort.equals(column) ? "ascending" : sort.equals(DOWN + column) ? "descending" : "none";
  }

  /** The link to the file for spreadsheets. */
  public String export() {
    return query.with("export", Integer.toString(number)).link(path);
  }

  /** The parameters that a form must keep when it filters this table. */
  public List<String> kept() {
    return query.parameters().keySet().stream()
        .filter(name -> !name.equals("filter" + number))
        .sorted()
        .toList();
  }

  /** The class of a cell: what its word means. */
  public static String tone(String cell) {
    return Tone.of(Colour.of(cell));
  }

  /** All rows that the filter leaves, for spreadsheets, by RFC 4180. */
  String csv() {
    List<List<String>> lines = new ArrayList<>(List.of(columns));
    lines.addAll(filtered(all, filter()));
    return lines.stream()
        .map(line -> line.stream().map(Grid::cell).collect(Collectors.joining(",")))
        .collect(Collectors.joining("\r\n", "", "\r\n"));
  }

  private static String cell(String text) {
    String plain =
        FORMULA.matcher(text).matches() && !NUMBER.matcher(text).matches() ? "'" + text : text;
    return "\"" + plain.replace("\"", "\"\"") + "\"";
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.web;

import java.util.ArrayList;
import java.util.List;
import org.folio.eventbus.console.output.Colour;
import org.folio.eventbus.console.output.Report;
import org.folio.eventbus.console.output.Screen;

/** An answer as parts of a page: the sentences and tables that the command line prints. */
final class Document implements Screen {

  private static final String ITEM = "- ";

  private final List<Block> blocks = new ArrayList<>();
  private final String path;
  private final Query query;
  private int tables;

  Document(String path, Query query) {
    this.path = path;
    this.query = query;
  }

  /** The parts of an answer on a page. */
  static List<Block> of(Report report, String path, Query query) {
    Document document = new Document(path, query);
    report.text().accept(document);
    return document.blocks;
  }

  /** What has been written since the last call. */
  List<Block> taken() {
    List<Block> taken = List.copyOf(blocks);
    blocks.clear();
    return taken;
  }

  @Override
  public void line(String text) {
    sentence(Colour.PLAIN, 0, text);
  }

  /** Distances are the style sheet's. */
  @Override
  public void gap() {}

  @Override
  public void heading(String text) {
    blocks.add(new Block.Heading(text));
  }

  @Override
  public void line(Colour colour, String text) {
    sentence(colour, 0, text);
  }

  @Override
  public void option(String text) {}

  @Override
  public void sentence(Colour colour, int indent, String text) {
    String words = text.strip();
    boolean item = words.startsWith(ITEM);
    blocks.add(
        new Block.Sentence(
            Tone.of(colour), item, Piece.of(item ? words.substring(ITEM.length()) : words)));
  }

  @Override
  public void verbatim(String text) {
    blocks.add(new Block.Verbatim(text));
  }

  @Override
  public void row(String time, String module, String word, String rest) {
    sentence(Colour.of(word), 0, String.join("  ", time, module, word, rest));
  }

  @Override
  public void table(List<String> columns, List<List<String>> rows) {
    blocks.add(
        Grid.of(
            tables++,
            columns.stream().map(String::strip).map(Document::named).toList(),
            rows.stream().map(row -> row.stream().map(String::strip).toList()).toList(),
            path,
            query));
  }

  // A column of words such as problem and note needs no heading in a terminal.
  private static String named(String column) {
    return column.isEmpty() ? "STATE" : column;
  }
}

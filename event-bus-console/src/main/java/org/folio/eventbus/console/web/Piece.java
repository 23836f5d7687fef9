/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.web;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of a text on a page.
 *
 * @param href where it leads; null for plain text
 * @param command the command in whose place an action stands; empty for anything else
 */
public record Piece(String text, @Nullable String href, String command) {

  private static final String ID =
      "(?<id>(?<![\\w-])\\p{XDigit}{8}-(?:\\p{XDigit}{4}-){3}\\p{XDigit}{12}\\b)";
  private static final Pattern IDS = Pattern.compile(ID);
  private static final Pattern LINKED = Pattern.compile(ID + "|" + CommandText.PATTERN);

  /** A text with a link at each id, and at each command that a page answers or executes. */
  public static List<Piece> of(String text) {
    return linked(text, LINKED);
  }

  /** Data with a link at each id; a command in them is no advice. */
  public static List<Piece> ofData(String text) {
    return linked(text, IDS);
  }

  private static List<Piece> linked(String text, Pattern links) {
    List<Piece> pieces = new ArrayList<>();
    Matcher matcher = links.matcher(text);
    int end = 0;
    while (matcher.find()) {
      Piece link =
          matcher.group("id") != null
              ? new Piece(matcher.group(), "/find?q=" + matcher.group("id"), "")
              : PageOfCommand.link(matcher.group());
      if (link != null) {
        add(pieces, text.substring(end, matcher.start()));
        pieces.add(link);
        end = matcher.end();
      }
    }
    add(pieces, text.substring(end));
    return pieces;
  }

  private static void add(List<Piece> pieces, String text) {
    if (!text.isEmpty()) {
      pieces.add(new Piece(text, null, ""));
    }
  }
}

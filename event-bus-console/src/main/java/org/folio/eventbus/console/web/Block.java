/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.web;

import java.util.List;

/** A part of a page that an answer has written. */
public sealed interface Block permits Block.Heading, Block.Sentence, Block.Verbatim, Grid {

  /** Where the first heading is; the number of all parts if there is none. */
  static int heading(List<Block> blocks) {
    return (int) blocks.stream().takeWhile(one -> !(one instanceof Heading)).count();
  }

  /** A heading within the page. */
  record Heading(String text) implements Block {}

  /**
   * A sentence.
   *
   * @param tone its class
   * @param item whether it is an item of a list
   */
  record Sentence(String tone, boolean item, List<Piece> pieces) implements Block {}

  /** Data as they are, without links. */
  record Verbatim(String text) implements Block {}
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.demo;

import java.io.PrintStream;
import java.util.Locale;

/** Prints line by line what happens, with the seconds since the start. */
public final class Story {

  private final PrintStream out;
  private final long beginning = System.nanoTime();
  private boolean ended;

  /** A story told to the given output. */
  public Story(PrintStream out) {
    this.out = out;
  }

  /** Begins a chapter. */
  public synchronized void chapter(String title) {
    print("");
    print(title);
  }

  /** Tells the next thing. */
  public synchronized void tell(String sentence, Object... values) {
    print(
        String.format(Locale.ROOT, "%7.1f s  ", (System.nanoTime() - beginning) / 1e9)
            + (values.length == 0 ? sentence : String.format(Locale.ROOT, sentence, values)));
  }

  /** Prints text without a time, such as a table. */
  public synchronized void say(String lines) {
    print(lines);
  }

  /** Prints a last sentence; later lines would only confuse. */
  public synchronized void end(String sentence) {
    print(sentence);
    ended = true;
  }

  private void print(String line) {
    if (!ended) {
      out.println(line);
      out.flush();
    }
  }
}

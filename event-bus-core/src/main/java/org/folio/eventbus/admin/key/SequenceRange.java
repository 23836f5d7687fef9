/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.key;

/**
 * Sequences from {@code first} to {@code last}, both included.
 *
 * @param first at least 1
 * @param last not below {@code first}
 */
public record SequenceRange(long first, long last) {

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if they are not a range of sequences
   */
  public SequenceRange {
    if (first < 1 || last < first) {
      throw new IllegalArgumentException("There are no sequences from " + first + " to " + last);
    }
  }

  /** Whether the range contains a sequence. */
  public boolean contains(long sequence) {
    return first <= sequence && sequence <= last;
  }

  /** The range in words: {@code 9}, {@code 9 and 10}, {@code 9 to 11}. */
  public String spoken() {
    return first == last
        ? Long.toString(first)
        : "%s %s %s".formatted(first, last == first + 1 ? "and" : "to", last);
  }

  /** The beginning of the range, with at most that many sequences. */
  public SequenceRange atMost(int sequences) {
    return last - first < sequences ? this : new SequenceRange(first, first + sequences - 1);
  }
}

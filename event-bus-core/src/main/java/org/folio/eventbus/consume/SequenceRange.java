/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.consume;

/** Sequences from {@code first} to {@code last}, both included. */
record SequenceRange(long first, long last) {

  boolean contains(long sequence) {
    return first <= sequence && sequence <= last;
  }
}

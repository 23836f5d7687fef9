/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.loan;

import org.jspecify.annotations.Nullable;

/**
 * A value with the sequence of the event that wrote it. Sequences are gap-free per patron, so equal
 * ones mean the same event and thereby the same value.
 */
record Stamped<T>(long sequence, T value) {

  static <T> @Nullable Stamped<T> earliest(@Nullable Stamped<T> a, @Nullable Stamped<T> b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return b.sequence < a.sequence ? b : a;
  }

  static <T> @Nullable Stamped<T> latest(@Nullable Stamped<T> a, @Nullable Stamped<T> b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return b.sequence > a.sequence ? b : a;
  }
}

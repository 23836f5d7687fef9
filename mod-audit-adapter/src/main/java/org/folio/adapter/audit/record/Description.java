/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit.record;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Builds the text of a record from pieces. It omits a piece whose value is not known. */
final class Description {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private final StringBuilder text = new StringBuilder();

  /** Appends {@code label: value. } */
  Description piece(String label, @Nullable String value) {
    if (value != null) {
      text.append(label).append(": ").append(value).append(". ");
    }
    return this;
  }

  /** Appends {@code label: value } without a full stop, for a value that is a text of its own. */
  Description open(String label, @Nullable String value) {
    if (value != null) {
      text.append(label).append(": ").append(value).append(' ');
    }
    return this;
  }

  /** Appends {@code New label: new (from: old). } if they differ. */
  Description change(String label, @Nullable String now, @Nullable String before) {
    return Objects.equals(now, before) ? this : changed(label, now, before);
  }

  /** Appends {@code New label: new (from: old). } in any case. */
  Description changed(String label, @Nullable String now, @Nullable String before) {
    text.append("New %s: %s (from: %s). ".formatted(label, orNotSet(now), orNotSet(before)));
    return this;
  }

  /** Appends the text as it is. */
  Description add(String more) {
    text.append(more);
    return this;
  }

  /** The whole text; null if it is empty. */
  @Nullable String text() {
    String all = text.toString().strip();
    return all.isEmpty() ? null : all;
  }

  static @Nullable String time(@Nullable Instant instant, ZoneId zone) {
    return instant == null ? null : TIME.format(instant.atZone(zone));
  }

  private static String orNotSet(@Nullable String value) {
    return value == null ? "not set" : value;
  }
}

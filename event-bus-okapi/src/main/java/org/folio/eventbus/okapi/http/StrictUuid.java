/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.http;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * UUIDs as FOLIO's schemas require them: 8-4-4-4-12 hexadecimal digits of either case, version 1 to
 * 5, variant 8, 9, a or b. {@link UUID#fromString} alone accepts {@code 1-1-1-1-1}.
 */
public final class StrictUuid {

  /** The pattern, as validators quote it in messages. */
  public static final String PATTERN =
      "^[a-fA-F0-9]{8}-[a-fA-F0-9]{4}-[1-5][a-fA-F0-9]{3}-[89abAB][a-fA-F0-9]{3}-[a-fA-F0-9]{12}$";

  private static final Pattern COMPILED = Pattern.compile(PATTERN);

  private StrictUuid() {}

  /** The UUID in the text; empty for null and for any other text. */
  public static Optional<UUID> parse(@Nullable String text) {
    // "$" would also match before a line end at the end of the text; the whole text must match.
    return text != null && COMPILED.matcher(text).matches()
        ? Optional.of(UUID.fromString(text))
        : Optional.empty();
  }
}

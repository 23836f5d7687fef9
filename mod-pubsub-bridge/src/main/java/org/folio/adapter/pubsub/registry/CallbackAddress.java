/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub.registry;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The form of the address at which a subscriber is called: a path behind Okapi's address. The
 * system user's token goes with each call, so it must lead to no other host and to no other path
 * than the one that is written.
 */
final class CallbackAddress {

  private static final int LONGEST = 1_024;

  // The characters of a path (RFC 3986), with or without the first slash; each percent sign begins
  // an octet. The possessive quantifier never goes back over a long text.
  private static final Pattern PATH =
      Pattern.compile("(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*+");

  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\\\]");
  private static final List<String> DOTS = List.of(".", "..");

  private CallbackAddress() {}

  /** What is wrong with an address; empty if nothing is. An empty one is Okapi's own. */
  static Optional<String> problem(String address) {
    if (address.length() > LONGEST) {
      return Optional.of("must not be longer than " + LONGEST + " characters");
    }
    if (SCHEME.matcher(address).lookingAt() || address.startsWith("//")) {
      return Optional.of("must be a path of the module, without scheme and host");
    }
    if (!PATH.matcher(address).matches()) {
      return Optional.of("must have the characters of a path only, without query and fragment");
    }
    String decoded = URLDecoder.decode(address.replace("+", "%2B"), StandardCharsets.UTF_8);
    return CONTROL.matcher(decoded).find()
            || Arrays.stream(decoded.split("/", -1)).anyMatch(DOTS::contains)
        ? Optional.of(
            "must not hold \".\" or \"..\" as a segment, a backslash or a control character")
        : Optional.empty();
  }
}

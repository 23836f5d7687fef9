/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.folio.eventbus.base.settings.Environment;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.jspecify.annotations.Nullable;

/**
 * The settings for calls without an incoming request.
 *
 * @param url {@code OKAPI_URL}, Okapi's address without a slash at its end; empty if not set
 * @param allowed {@code OKAPI_URL_ALLOWED}, further addresses that a request may name in {@code
 *     X-Okapi-Url}
 * @param systemUser {@code SYSTEM_USER_NAME} and {@code SYSTEM_USER_PASSWORD}; empty if Okapi runs
 *     without authentication, and calls then carry no token
 */
public record OkapiSettings(
    Optional<String> url, Set<String> allowed, Optional<SystemUser> systemUser) {

  /** Nothing is set. */
  public static final OkapiSettings NONE = new OkapiSettings(Optional.empty(), Optional.empty());

  /** The variable that names Okapi's address. */
  public static final String URL = "OKAPI_URL";

  /** The variable that names further addresses, separated by commas. */
  public static final String ALLOWED = "OKAPI_URL_ALLOWED";

  private static final String USER = "SYSTEM_USER_NAME";
  private static final String PASSWORD = "SYSTEM_USER_PASSWORD";

  // No user, query or fragment: paths are appended, and an address must not contain a secret. A
  // port is at most 65535.
  private static final String ONE =
      "https?://([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])"
          + "(:(\\d{1,4}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5]))?"
          + "(/[A-Za-z0-9._~/-]*)?";
  private static final Pattern ADDRESS = Pattern.compile(ONE);
  private static final Pattern ADDRESSES = Pattern.compile(ONE + "( *, *" + ONE + ")*");
  private static final Pattern ANY = Pattern.compile("(?s).+");

  /** Reads the settings; the environment records each error. */
  public static OkapiSettings from(Environment environment) {
    Optional<String> url =
        environment.optionalMatching(
            URL, ADDRESS, "the address of Okapi, for example http://okapi:9130");
    Optional<String> allowed =
        environment.optionalMatching(
            ALLOWED, ADDRESSES, "addresses of Okapi, separated by commas, beside " + URL);
    Optional<String> name =
        environment.optionalMatching(
            USER, ANY, "the user that this module is when nobody asks it to work");
    Optional<String> password =
        environment.optionalMatching(PASSWORD, ANY, "the password of that user");
    if (name.isPresent() != password.isPresent()) {
      environment.refuse(
          "%s is set without %s; set both, or neither if Okapi runs without authentication."
              .formatted(name.isPresent() ? USER : PASSWORD, name.isPresent() ? PASSWORD : USER));
    }
    return new OkapiSettings(
        url.map(OkapiSettings::withoutSlash),
        allowed.stream()
            .flatMap(text -> Stream.of(text.split(" *, *")))
            .map(OkapiSettings::withoutSlash)
            .collect(Collectors.toSet()),
        name.flatMap(user -> password.map(secret -> new SystemUser(user, secret))));
  }

  /** Only the address counts, no header of a request. */
  public OkapiSettings(Optional<String> url, Optional<SystemUser> systemUser) {
    this(url, Set.of(), systemUser);
  }

  /**
   * The address for calls on behalf of a request: {@code OKAPI_URL}, unless the request names an
   * allowed address. Otherwise anybody who reaches the port could make the module send a token
   * anywhere. If {@code OKAPI_URL} is not set, the address in the request (contract of FOLIO).
   *
   * @param told the request's {@code X-Okapi-Url}, or null
   * @return without a slash at its end; empty if there is no address
   * @throws HttpFailure 400 if the request must name an address, and its address is not valid
   */
  Optional<String> address(@Nullable String told) {
    Optional<String> named =
        Optional.ofNullable(told).map(String::strip).filter(text -> !text.isEmpty());
    if (url.isPresent()) {
      return named.map(OkapiSettings::withoutSlash).filter(allowed::contains).or(() -> url);
    }
    if (named.isPresent() && !ADDRESS.matcher(named.get()).matches()) {
      throw HttpFailure.text(400, "Header " + OkapiHeaders.URL + " is not an address");
    }
    return named.map(OkapiSettings::withoutSlash);
  }

  private static String withoutSlash(String address) {
    return address.replaceAll("/+$", "");
  }
}

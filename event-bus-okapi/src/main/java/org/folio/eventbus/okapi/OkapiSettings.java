/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi;

import java.util.Optional;
import java.util.regex.Pattern;
import org.folio.eventbus.settings.Environment;

/**
 * How a module calls others when no request asks it to.
 *
 * @param url {@code OKAPI_URL}, Okapi's address without a slash at its end; empty if not set
 * @param systemUser {@code SYSTEM_USER_NAME} and {@code SYSTEM_USER_PASSWORD}; empty where Okapi
 *     runs without authentication, and calls then carry no token
 */
public record OkapiSettings(Optional<String> url, Optional<SystemUser> systemUser) {

  /** Nothing is set. */
  public static final OkapiSettings NONE = new OkapiSettings(Optional.empty(), Optional.empty());

  /** The variable that names Okapi's address. */
  public static final String URL = "OKAPI_URL";

  private static final String USER = "SYSTEM_USER_NAME";
  private static final String PASSWORD = "SYSTEM_USER_PASSWORD";
  // No user, query or fragment: paths are appended, and an address must hold no secret.
  private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s/@?#]+(/[^\\s?#]*)?");
  private static final Pattern ANY = Pattern.compile("(?s).+");

  /** Reads the settings; what is wrong stays noted in the environment. */
  public static OkapiSettings from(Environment environment) {
    Optional<String> url =
        environment.optionalMatching(
            URL, ADDRESS, "the address of Okapi, for example http://okapi:9130");
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
        url.map(text -> text.replaceAll("/+$", "")),
        name.flatMap(user -> password.map(secret -> new SystemUser(user, secret))));
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.http;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The port of a module (contract: FOLIO's modules read these system properties). */
public final class HttpPort {

  /** Read first. */
  public static final String PROPERTY = "http.port";

  /** Read second, the older spelling. */
  public static final String OLD_PROPERTY = "port";

  /** The port that FOLIO's containers expose. */
  public static final int DEFAULT = 8081;

  /** The highest port number. */
  public static final int HIGHEST = 65_535;

  private HttpPort() {}

  /**
   * The configured port.
   *
   * @param properties returns a property's text or null, for example {@code System::getProperty}
   * @throws IllegalArgumentException if the text is not a port; the message names the property
   */
  public static int of(UnaryOperator<@Nullable String> properties) {
    for (String name : new String[] {PROPERTY, OLD_PROPERTY}) {
      String text = properties.apply(name);
      if (text != null) {
        return parse(name, text);
      }
    }
    return DEFAULT;
  }

  private static int parse(String name, String text) {
    String expected =
        "System property " + name + " must be a number from 1 to " + HIGHEST + ", but is " + text;
    try {
      int port = Integer.parseInt(text.strip());
      if (port < 1 || port > HIGHEST) {
        throw new IllegalArgumentException(expected);
      }
      return port;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(expected, e);
    }
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Checks the Vert.x version on the class path; another one would lack classes later. */
public final class RequiredVertx {

  private static final String MAJOR = "5.";
  // Each Vert.x since 3 has it in its core.
  private static final String VERSION = "META-INF/vertx/vertx-version.txt";

  private RequiredVertx() {}

  /**
   * Checks the version.
   *
   * @throws IllegalStateException if it is not Vert.x 5
   */
  public static void check() {
    check(version());
  }

  static void check(String version) {
    if (!version.startsWith(MAJOR)) {
      throw new IllegalStateException(
          "The event bus needs Vert.x 5, and the class path has vertx-core %s. Import io.vertx:vertx-dependencies of version 5 in the module's pom.xml, before other BOMs"
              .formatted(version));
    }
  }

  private static String version() {
    try (InputStream in = RequiredVertx.class.getClassLoader().getResourceAsStream(VERSION)) {
      return in == null
          ? "of an unknown version"
          : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(VERSION + " cannot be read", e);
    }
  }
}

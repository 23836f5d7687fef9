/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.module;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import org.folio.eventbus.console.ConsoleException;

/**
 * The addresses of the modules of a running sandbox, which the sandbox writes to a file: properties
 * {@code tenant} and {@code okapi}, and one {@code module.NAME} for each module.
 *
 * @param okapi the sandbox's stand-in for Okapi; empty if it is not given
 * @param modules addresses by name
 */
public record SandboxFile(String tenant, Optional<URI> okapi, Map<String, URI> modules) {

  private static final String TENANT = "tenant";
  private static final String OKAPI = "okapi";
  private static final String MODULE = "module.";

  /**
   * Reads the file.
   *
   * @return empty if it does not exist, because no sandbox runs
   */
  public static Optional<SandboxFile> read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw ConsoleException.usage("Cannot read %s: %s".formatted(file, e.getMessage()));
    }
    Map<String, URI> modules = new LinkedHashMap<>();
    for (String name : new TreeSet<>(properties.stringPropertyNames())) {
      if (name.startsWith(MODULE)) {
        modules.put(name.substring(MODULE.length()), URI.create(properties.getProperty(name)));
      }
    }
    return Optional.of(
        new SandboxFile(
            properties.getProperty(TENANT, "diku"),
            Optional.ofNullable(properties.getProperty(OKAPI)).map(URI::create),
            modules));
  }
}

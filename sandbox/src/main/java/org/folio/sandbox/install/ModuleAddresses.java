/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.install;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/** A file with the addresses of the sandbox's modules for other commands on this machine. */
public final class ModuleAddresses {

  private ModuleAddresses() {}

  /**
   * Writes the file; it is deleted when this process ends.
   *
   * @param tenant the tenant that all of them have enabled
   * @param okapi the address for calls between modules
   */
  public static void write(Path file, String tenant, URI okapi, List<AdapterProcess> adapters) {
    Properties addresses = new Properties();
    addresses.setProperty("tenant", tenant);
    addresses.setProperty("okapi", okapi.toString());
    adapters.forEach(
        adapter -> addresses.setProperty("module." + adapter.name(), adapter.url().toString()));
    try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      addresses.store(writer, "Where the modules of the running sandbox are");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    file.toFile().deleteOnExit();
  }
}

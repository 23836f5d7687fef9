/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A folder of classes as a jar, packed once in the life of this JVM. */
final class ClassFolder {

  private static final Map<Path, Path> PACKED = new ConcurrentHashMap<>();

  private ClassFolder() {}

  /**
   * The entry itself if it is not a folder, else a jar of what the folder holds now.
   *
   * @param target an existing folder for the jar
   */
  static Path file(Path entry, Path target) {
    return Files.isDirectory(entry)
        ? PACKED.computeIfAbsent(entry, folder -> packed(folder, target))
        : entry;
  }

  private static Path packed(Path folder, Path target) {
    Path jar = target.resolve(UUID.randomUUID() + ".jar");
    try (Stream<Path> tree = Files.walk(folder);
        OutputStream output = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(output)) {
      zip.setLevel(Deflater.NO_COMPRESSION);
      List<Path> files = tree.filter(file -> !file.equals(folder)).sorted().toList();
      for (Path file : files) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        zip.putNextEntry(new ZipEntry(Files.isDirectory(file) ? name + "/" : name));
        if (Files.isRegularFile(file)) {
          Files.copy(file, zip);
        }
        zip.closeEntry();
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

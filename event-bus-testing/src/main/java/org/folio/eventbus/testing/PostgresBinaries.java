/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.jspecify.annotations.Nullable;

/** PostgreSQL's programs, unpacked once per user and version from the archive on the class path. */
final class PostgresBinaries {

  private static @Nullable PostgresBinaries unpacked;

  private final Path folder;

  private PostgresBinaries(Path folder) {
    this.folder = folder;
  }

  static synchronized PostgresBinaries unpacked() {
    PostgresBinaries known = unpacked;
    if (known == null) {
      known = find();
      unpacked = known;
    }
    return known;
  }

  private static PostgresBinaries find() {
    try {
      byte[] archive = archive();
      String user = System.getProperty("user.name").replaceAll("[^A-Za-z0-9_-]", "_");
      Path versions =
          OwnFolder.of(
              Path.of(System.getProperty("java.io.tmpdir")).resolve("event-bus-postgres-" + user));
      Path version = versions.resolve(fingerprint(archive));
      if (!Files.exists(version)) {
        unpack(archive, version);
      }
      return new PostgresBinaries(version);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] archive() throws IOException {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String system =
        name.startsWith("mac") ? "Darwin" : name.startsWith("win") ? "Windows" : "Linux";
    try (InputStream input =
        DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, System.getProperty("os.arch"))) {
      return input.readAllBytes();
    }
  }

  private static String fingerprint(byte[] archive) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(archive);
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  // Several JVMs may unpack at the same time: the first to rename its copy wins.
  private static void unpack(byte[] archive, Path version) throws IOException {
    Path copy = version.resolveSibling(version.getFileName() + "-" + RandomNames.next());
    Files.createDirectory(copy);
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZCompressorInputStream(new ByteArrayInputStream(archive)))) {
      TarArchiveEntry entry;
      while ((entry = tar.getNextEntry()) != null) {
        unpack(tar, entry, copy);
      }
    }
    try {
      Files.move(copy, version);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      DataFolder.delete(copy);
    }
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path copy)
      throws IOException {
    Path file = copy.resolve(entry.getName()).normalize();
    if (!file.startsWith(copy)) {
      throw new IOException("Archive entry outside its folder: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return;
    }
    Files.createDirectories(file.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
    } else if (entry.isLink()) {
      Files.createLink(file, copy.resolve(entry.getLinkName()).normalize());
    } else {
      Files.copy(tar, file);
      if ((entry.getMode() & 0100) != 0
          && Files.getFileStore(file).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
  }

  Path folder() {
    return folder;
  }

  String program(String name) {
    return folder.resolve("bin").resolve(name).toString();
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Objects;
import java.util.Set;

/**
 * A folder with a known name in a place that is writable for everybody. Programs in it are run, so
 * no other user may be able to write into it.
 */
final class OwnFolder {

  // Others may read: for root, PostgreSQL runs as another user.
  private static final Set<PosixFilePermission> PERMISSIONS =
      PosixFilePermissions.fromString("rwxr-xr-x");

  private OwnFolder() {}

  /**
   * The folder, created if it does not exist.
   *
   * @return its real path
   * @throws IllegalStateException if it belongs to another user, others may write into it, or it is
   *     a link
   */
  static Path of(Path folder) throws IOException {
    if (!Files.getFileStore(folder.getParent()).supportsFileAttributeView("posix")) {
      // Without such permissions, the temporary folder belongs to the user.
      return Files.createDirectories(folder).toRealPath();
    }
    try {
      Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PERMISSIONS));
    } catch (FileAlreadyExistsException e) {
      check(folder);
    }
    return folder.toRealPath();
  }

  private static void check(Path folder) throws IOException {
    PosixFileAttributes found =
        Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!found.isDirectory()
        || !found.owner().equals(myself(Objects.requireNonNull(folder.getParent())))
        || !PERMISSIONS.containsAll(found.permissions())) {
      throw new IllegalStateException(
          folder
              + " is not a folder of yours that only you may write into, so its programs are not"
              + " run; remove it");
    }
  }

  // The user name in the system properties may be unknown to the file system.
  private static UserPrincipal myself(Path place) throws IOException {
    Path mine = Files.createTempFile(place, "event-bus", "owner");
    try {
      return Files.getOwner(mine);
    } finally {
      Files.delete(mine);
    }
  }
}

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
import java.util.Set;

/**
 * A folder of a known name in a place where everybody may make one. What lies in it is run, so
 * nobody else may have put it there.
 */
final class OwnFolder {

  // Others may read: as root, PostgreSQL has to be run as another user.
  private static final Set<PosixFilePermission> PERMISSIONS =
      PosixFilePermissions.fromString("rwxr-xr-x");

  private OwnFolder() {}

  /**
   * The folder, made if it is not there.
   *
   * @return its real path
   * @throws IllegalStateException if it belongs to somebody else, others may write into it, or it
   *     is a link
   */
  static Path of(Path folder) throws IOException {
    if (!Files.getFileStore(folder.getParent()).supportsFileAttributeView("posix")) {
      // Where there are no such permissions, the temporary folder is the user's own.
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
        || !found.owner().equals(myself(folder.getParent()))
        || !PERMISSIONS.containsAll(found.permissions())) {
      throw new IllegalStateException(
          folder
              + " is not a folder of yours that only you may write into, so its programs are not"
              + " run; remove it");
    }
  }

  // The name in the system properties need not be one that the file system knows.
  private static UserPrincipal myself(Path place) throws IOException {
    Path mine = Files.createTempFile(place, "event-bus", "owner");
    try {
      return Files.getOwner(mine);
    } finally {
      Files.delete(mine);
    }
  }
}

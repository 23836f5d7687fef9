/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnFolderTest {

  @TempDir private Path place;
  private Path folder;

  @BeforeEach
  void needsPermissions() throws IOException {
    assumeTrue(Files.getFileStore(place).supportsFileAttributeView("posix"));
    folder = place.resolve("known-name");
  }

  private void assertThatItIsRefused() {
    assertThatThrownBy(() -> OwnFolder.of(folder))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(folder.toString());
  }

  @Test
  void itIsMadeAndFoundAgain() throws IOException {
    Path made = OwnFolder.of(folder);
    assertThat(OwnFolder.of(folder)).isEqualTo(made).isEmptyDirectory();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
        .doesNotMatch(".{4}w.*|.{7}w.*");
  }

  @Test
  void aFolderThatOthersMayWriteIntoIsRefused() throws IOException {
    OwnFolder.of(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThatItIsRefused();
  }

  @Test
  void aLinkIsRefused() throws IOException {
    Files.createSymbolicLink(folder, Files.createDirectory(place.resolve("elsewhere")));
    assertThatItIsRefused();
  }

  @Test
  void aFolderOfSomebodyElseIsRefused() throws IOException {
    assumeTrue(Files.getOwner(place).getName().equals("root"), "Only root can give a folder away");
    OwnFolder.of(folder);
    Files.setOwner(
        folder,
        folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
    assertThatItIsRefused();
  }
}

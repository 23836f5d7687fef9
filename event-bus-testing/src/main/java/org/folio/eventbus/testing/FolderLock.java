/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Prevents two JVMs from using the same folder; the system releases the lock when its JVM dies. */
final class FolderLock implements AutoCloseable {

  // Checked before the file is opened: closing a second handle would release the lock of the first.
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private FolderLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static FolderLock take(DataFolder folder) throws IOException {
    Path file = folder.path().toRealPath().resolve("in-use.lock");
    if (HELD_HERE.add(file)) {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FolderLock lock = new FolderLock(file, channel);
      if (channel.tryLock() != null) {
        return lock;
      }
      lock.close();
    }
    throw new IllegalStateException(folder.path() + " is in use by another server.");
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      HELD_HERE.remove(file);
    }
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.install;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A folder that holds all data and logs of one installation.
 *
 * @param project the folder of the project, where the adapters have been built
 * @param folder the folder of the data
 */
public record Workspace(Path project, Path folder) {

  /** System property with the folder of the project. Default: the current folder. */
  public static final String PROJECT_PROPERTY = "sandbox.project";

  private static final String DATA = ".sandbox";
  private static final String LOCK = "in-use.lock";

  // A lock ends with its channel, which is closed when it is no longer referenced.
  private static final Set<FileLock> HELD = ConcurrentHashMap.newKeySet();

  /** The workspace whose data stay until the user resets them. */
  public static Workspace lasting() {
    return new Workspace(projectFolder(), projectFolder().resolve(DATA).resolve("up"));
  }

  /** The workspace of the demonstration, initially empty. */
  public static Workspace ofDemo() {
    return new Workspace(projectFolder(), projectFolder().resolve(DATA).resolve("demo"));
  }

  private static Path projectFolder() {
    return Path.of(System.getProperty(PROJECT_PROPERTY, "")).toAbsolutePath().normalize();
  }

  /** The folder of all logs. */
  public Path logs() {
    return folder.resolve("logs");
  }

  /** The file with the addresses of the modules. */
  public Path moduleAddresses() {
    return folder.resolve("modules.properties");
  }

  /** The log of one program. */
  public Path log(String program) {
    return logs().resolve(program + ".log");
  }

  /** The log of the sandbox itself, Kafka included, whatever the workspace. */
  public Path ownLog() {
    return project.resolve(DATA).resolve("sandbox.log");
  }

  /** The processes of this workspace. */
  public RunningProcesses processes() {
    return new RunningProcesses(folder.resolve("processes"));
  }

  /**
   * Locks the workspace until this process ends.
   *
   * @return whether the lock was free
   */
  public boolean occupy() {
    try {
      Files.createDirectories(logs());
      FileChannel channel =
          FileChannel.open(
              folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
        return false;
      }
      HELD.add(lock);
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes everything except the lock, which the caller holds. */
  public void clear() {
    try {
      Files.walkFileTree(folder, new Deletion(folder));
      Files.createDirectories(logs());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {

    private final Path root;

    private Deletion(Path root) {
      this.root = root;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (!file.equals(root.resolve(LOCK))) {
        Files.delete(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e)
        throws IOException {
      if (e != null) {
        throw e;
      }
      if (!visited.equals(root)) {
        Files.delete(visited);
      }
      return FileVisitResult.CONTINUE;
    }
  }
}

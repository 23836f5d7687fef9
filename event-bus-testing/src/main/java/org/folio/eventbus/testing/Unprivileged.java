/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to run a program that refuses to run as root, such as PostgreSQL.
 *
 * @param prefix words to put before the command
 * @param user numeric id of the user who must own the program's data, or {@code null} if no change
 *     is needed
 */
record Unprivileged(List<String> prefix, @Nullable Integer user) {

  private static final int NOBODY = 65_534;

  private static final Unprivileged AS_IT_IS = new Unprivileged(List.of(), null);
  private static final Unprivileged OWN_NAMESPACE = new Unprivileged(List.of("unshare", "-U"), 0);
  private static final Unprivileged OTHER_USER =
      new Unprivileged(
          List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"), NOBODY);

  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** The method that works here: containers usually reject new user namespaces. */
  static Unprivileged found() {
    if (!isRoot()) {
      return AS_IT_IS;
    }
    if (OWN_NAMESPACE.works()) {
      return OWN_NAMESPACE;
    }
    if (OTHER_USER.works()) {
      return OTHER_USER;
    }
    throw new IllegalStateException(
        "PostgreSQL refuses to run as root, and neither unshare nor setpriv helps here: run the tests as another user.");
  }

  static Unprivileged otherUser() {
    return OTHER_USER;
  }

  /** Changes the owner of the data to the user who will run the program. */
  void own(Path data) throws IOException {
    if (user == null || user.equals(Files.getAttribute(data, "unix:uid"))) {
      return;
    }
    Files.walkFileTree(
        data,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            return visitFile(folder, attributes);
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.setAttribute(file, "unix:uid", user);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private boolean works() {
    List<String> command = new ArrayList<>(prefix);
    command.add("true");
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while looking for unshare and setpriv", e);
    }
  }
}

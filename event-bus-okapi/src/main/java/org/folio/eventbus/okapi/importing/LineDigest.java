/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.importing;

import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A digest of lines that can be stored after each of them and continued in another process: the
 * SHA-256 of the digest before a line and of the line. Before the first line it is empty.
 */
final class LineDigest {

  private final MessageDigest sha256;
  private byte[] value;

  LineDigest(Buffer start) {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
    value = start.getBytes();
  }

  /** Adds a line, without its line end. */
  void add(byte[] line) {
    sha256.update(value);
    value = sha256.digest(line);
  }

  Buffer value() {
    return Buffer.buffer(value);
  }
}

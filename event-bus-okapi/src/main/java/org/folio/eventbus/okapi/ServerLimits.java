/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi;

/**
 * What a client may send at most, so that no request can fill the memory.
 *
 * @param bodyBytes longest request body
 * @param uriBytes longest request line
 * @param headerBytes all headers of a request together
 */
public record ServerLimits(long bodyBytes, int uriBytes, int headerBytes) {

  /** A batch of a thousand events with a kilobyte each, with room to spare. */
  public static final long DEFAULT_BODY_BYTES = 4L * 1024 * 1024;

  /** CQL with a hundred ids, URL-encoded, is some 6 KiB. */
  public static final int DEFAULT_URI_BYTES = 16 * 1024;

  /** Okapi hands on tokens and lists of permissions, each of which takes several KiB. */
  public static final int DEFAULT_HEADER_BYTES = 64 * 1024;

  /** The limits of a server that was told none. */
  public static final ServerLimits DEFAULT =
      new ServerLimits(DEFAULT_BODY_BYTES, DEFAULT_URI_BYTES, DEFAULT_HEADER_BYTES);

  /**
   * Checks the limits.
   *
   * @throws IllegalArgumentException if one is not positive
   */
  public ServerLimits {
    if (bodyBytes <= 0 || uriBytes <= 0 || headerBytes <= 0) {
      throw new IllegalArgumentException("Limits of the HTTP server must be positive numbers");
    }
  }
}

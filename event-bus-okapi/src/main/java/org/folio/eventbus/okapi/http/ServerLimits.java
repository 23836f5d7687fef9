/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.http;

import java.time.Duration;
import java.util.stream.Stream;

/**
 * Limits on the size and the duration of requests, so that no client can exhaust memory or block
 * others.
 *
 * @param bodyBytes longest request body
 * @param allBodyBytes bodies of all requests in progress, together
 * @param uriBytes longest request line
 * @param headerBytes all headers of a request together
 * @param connections maximum number of open connections; a further one is closed at once
 * @param head from connecting to the end of the first request's head
 * @param body from a request's head to the end of its body
 * @param idle from the end of a response to the end of the next request's head
 */
public record ServerLimits(
    long bodyBytes,
    long allBodyBytes,
    int uriBytes,
    int headerBytes,
    int connections,
    Duration head,
    Duration body,
    Duration idle) {

  /** A batch of a thousand events with a kilobyte each, with room to spare. */
  public static final long DEFAULT_BODY_BYTES = 4L * 1024 * 1024;

  /**
   * A JSON body in progress costs some six times its length: the bytes, twice while they grow, and
   * the resulting objects. Of a heap of 512 MiB that is 192 MiB.
   */
  public static final long DEFAULT_ALL_BODY_BYTES =
      Math.max(2 * DEFAULT_BODY_BYTES, Runtime.getRuntime().maxMemory() / 16);

  /** CQL with a hundred ids, URL-encoded, is some 6 KiB. */
  public static final int DEFAULT_URI_BYTES = 16 * 1024;

  /** Okapi passes on tokens and lists of permissions, each of which takes several KiB. */
  public static final int DEFAULT_HEADER_BYTES = 64 * 1024;

  /** Okapi keeps some hundred; with a full head each they hold 240 MiB for some seconds. */
  public static final int DEFAULT_CONNECTIONS = 3_000;

  /** Okapi connects when it has a request to send. */
  public static final Duration DEFAULT_HEAD = Duration.ofSeconds(10);

  /** The longest body at 140 KB/s; Okapi is in the same network. */
  public static final Duration DEFAULT_BODY = Duration.ofSeconds(30);

  /** Longer than clients keep an idle connection, usually a minute. */
  public static final Duration DEFAULT_IDLE = Duration.ofSeconds(90);

  /** The default limits. */
  public static final ServerLimits DEFAULT =
      new ServerLimits(DEFAULT_BODY_BYTES, DEFAULT_URI_BYTES, DEFAULT_HEADER_BYTES);

  /**
   * Checks the limits.
   *
   * @throws IllegalArgumentException if one is not positive
   */
  public ServerLimits {
    if (bodyBytes <= 0
        || allBodyBytes <= 0
        || uriBytes <= 0
        || headerBytes <= 0
        || connections <= 0
        || Stream.of(head, body, idle).anyMatch(limit -> limit.isZero() || limit.isNegative())) {
      throw new IllegalArgumentException("Limits of the HTTP server must be positive");
    }
  }

  /** Limits with other sizes of a single request. */
  public ServerLimits(long bodyBytes, int uriBytes, int headerBytes) {
    this(
        bodyBytes,
        DEFAULT_ALL_BODY_BYTES,
        uriBytes,
        headerBytes,
        DEFAULT_CONNECTIONS,
        DEFAULT_HEAD,
        DEFAULT_BODY,
        DEFAULT_IDLE);
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.circulation.events;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Publishes circulation events to mod-circulation-adapter, through Okapi or directly. It only needs
 * the JDK: payloads and answers are JSON texts, for any JSON library.
 *
 * <p>Each request is retried with growing pauses while it gets no final answer: no connection, a
 * timeout, 408, 429, 500, 502, 503, 504. A retry is safe: a single event and a batch carry an
 * idempotency key, and an import tracks its lines. A future fails with {@link RefusedException} for
 * every other answer, and with {@link IOException} when the retry time is over. It is then unknown
 * whether the last attempt was committed; the same call with the same key finds out.
 *
 * <p>Safe for use by several threads. Futures complete on a thread of the HTTP client, which must
 * not be blocked.
 */
public final class CirculationEventsClient {

  /** How long a request is retried: a restart of the adapter or of its database is shorter. */
  public static final Duration DEFAULT_PATIENCE = Duration.ofMinutes(2);

  /** Time limit of one attempt. */
  public static final Duration DEFAULT_ANSWER_LIMIT = Duration.ofSeconds(60);

  /** Lines in one request of an import, kept in memory until they are committed. */
  public static final int PART_LINES = 5_000;

  /** Characters of these lines, unless it is one longer line. */
  public static final int PART_CHARACTERS = 4 * 1024 * 1024;

  private static final String EVENTS = "/circulation-events";
  private static final String IMPORT = EVENTS + "/import";
  private static final String JSON = "application/json";
  private static final String NDJSON = "application/x-ndjson";
  private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final int MOST_DOUBLINGS = 10;
  private static final Pattern LINES = Pattern.compile("\"lines\"\\s*:\\s*(\\d+)");

  private final HttpClient http;
  private final String address;
  private final Supplier<Map<String, String>> headers;
  private final Duration patience;
  private final Duration answerLimit;

  /**
   * A client with the default limits.
   *
   * @param address the address of Okapi or of the adapter, for example {@code http://okapi:9130}
   * @param headers called before each attempt: {@code X-Okapi-Tenant}, and for Okapi {@code
   *     X-Okapi-Token}; {@code X-Okapi-Request-Id} and {@code X-Okapi-User-Id} are passed on to
   *     consumers
   */
  public CirculationEventsClient(URI address, Supplier<Map<String, String>> headers) {
    this(
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build(),
        address,
        headers,
        DEFAULT_PATIENCE,
        DEFAULT_ANSWER_LIMIT);
  }

  /**
   * A client.
   *
   * @param patience how long a request is retried; zero for a single attempt
   * @param answerLimit time limit of one attempt
   */
  public CirculationEventsClient(
      HttpClient http,
      URI address,
      Supplier<Map<String, String>> headers,
      Duration patience,
      Duration answerLimit) {
    this.http = http;
    this.address = address.toString().replaceAll("/+$", "");
    this.headers = headers;
    this.patience = patience;
    this.answerLimit = answerLimit;
  }

  /** An answer that a retry would not change, for example 422 for an invalid event. */
  public static final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String body;

    private RefusedException(int status, String body) {
      super("mod-circulation-adapter answered with status " + status);
      this.status = status;
      this.body = body;
    }

    /** The HTTP status. */
    public int status() {
      return status;
    }

    /** The answer: FOLIO's errors object for 422, else a sentence. It may quote the request. */
    public String body() {
      return body;
    }
  }

  /**
   * An event in the adapter's format.
   *
   * @param id identifies the event when it is sent again, by any sender
   * @param type for example {@code ITEM_CHECKED_OUT}
   * @param payload a JSON object
   * @return one line of JSON, for {@link #publish} and {@link #importLines}
   */
  public static String event(UUID id, String type, String payload) {
    // Line ends can only occur between members, where a space has the same meaning.
    return "{\"id\":\"%s\",\"type\":\"%s\",\"payload\":%s}"
        .formatted(id, type, payload.replace('\n', ' ').replace('\r', ' '));
  }

  /**
   * Publishes events in one transaction.
   *
   * @param events one event, or a JSON array of at most 1,000
   * @param idempotencyKey identifies the call: a second call with the same key and the same events
   *     publishes nothing twice. At most 255 characters
   * @return the answer, with the number of each event: {@code {"events":[{"id":…,"sequence":…}]}}
   */
  public CompletableFuture<String> publish(String events, String idempotencyKey) {
    return send(EVENTS, JSON, events, idempotencyKey);
  }

  /** Publishes events with a random key: retries are safe only within this call. */
  public CompletableFuture<String> publish(String events) {
    return publish(events, UUID.randomUUID().toString());
  }

  /**
   * Publishes any number of events, in order, each exactly once. A second call with the same id and
   * the same lines, after a failure or in another process, resumes where the first one stopped.
   *
   * @param id identifies the import; at most 255 characters
   * @param lines each an event of {@link #event}; read on demand, on threads of the HTTP client
   * @param stopAtInvalid whether an invalid line fails the future with status 422 after all lines
   *     before it are committed; otherwise it is recorded and skipped
   * @return the progress: {@code {"lines":…,"published":…,"repeated":…,"rejected":…}}
   */
  public CompletableFuture<String> importLines(
      String id, Iterator<String> lines, boolean stopAtInvalid) {
    String path = IMPORT + "?invalid=" + (stopAtInvalid ? "stop" : "reject") + "&id=" + encoded(id);
    // An empty part creates the import unless it exists, and returns its progress.
    return send(path + "&offset=0", NDJSON, "", null)
        .thenComposeAsync(progress -> skip(path, lines, lines(progress)));
  }

  /** The progress of an import, with the errors of its rejected lines. */
  public CompletableFuture<String> progress(String id) {
    return send("GET", IMPORT + "/" + encoded(id), JSON, "", null);
  }

  private CompletableFuture<String> skip(String path, Iterator<String> lines, long committed) {
    for (long line = 0; line < committed; line++) {
      if (!lines.hasNext()) {
        throw new IllegalArgumentException(
            "The import has %s lines, but only %s were given".formatted(committed, line));
      }
      lines.next();
    }
    return parts(path, lines, committed);
  }

  private CompletableFuture<String> parts(String path, Iterator<String> lines, long offset) {
    StringBuilder part = new StringBuilder();
    int count = 0;
    while (lines.hasNext() && count < PART_LINES && part.length() < PART_CHARACTERS) {
      part.append(lines.next()).append('\n');
      count++;
    }
    boolean last = !lines.hasNext();
    long next = offset + count;
    return send(path + "&offset=" + offset + "&finish=" + last, NDJSON, part.toString(), null)
        .thenComposeAsync(
            progress ->
                last ? CompletableFuture.completedFuture(progress) : parts(path, lines, next));
  }

  private CompletableFuture<String> send(
      String path, String type, String body, @Nullable String key) {
    return send("POST", path, type, body, key);
  }

  private CompletableFuture<String> send(
      String method, String path, String type, String body, @Nullable String key) {
    long end = System.nanoTime() + patience.toNanos();
    return attempt(
        () -> {
          HttpRequest.Builder request =
              HttpRequest.newBuilder(URI.create(address + path))
                  .timeout(answerLimit)
                  .method(
                      method,
                      body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
          headers.get().forEach(request::setHeader);
          request.setHeader("Content-Type", type);
          request.setHeader("Accept", JSON + ", text/plain");
          if (key != null) {
            request.setHeader("Idempotency-Key", key);
          }
          return request.build();
        },
        end,
        0);
  }

  private CompletableFuture<String> attempt(Supplier<HttpRequest> request, long end, int number) {
    return http.sendAsync(request.get(), BodyHandlers.ofString())
        .handle(
            (answer, failure) -> {
              if (failure == null && answer.statusCode() < 300) {
                return CompletableFuture.completedFuture(answer.body());
              }
              if (failure == null && !PASSING.contains(answer.statusCode())) {
                return CompletableFuture.<String>failedFuture(
                    new RefusedException(answer.statusCode(), answer.body()));
              }
              Duration pause = pause(answer, number);
              if (System.nanoTime() + pause.toNanos() > end) {
                return CompletableFuture.<String>failedFuture(gaveUp(answer, failure, number + 1));
              }
              Executor later =
                  CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS);
              return CompletableFuture.supplyAsync(() -> attempt(request, end, number + 1), later)
                  .thenCompose(next -> next);
            })
        .thenCompose(next -> next);
  }

  // The pause that the server requests, or twice the last one, with jitter so that clients spread.
  private static Duration pause(@Nullable HttpResponse<String> answer, int number) {
    long asked =
        answer == null
            ? 0
            : answer
                .headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("\\d{1,6}"))
                .map(Long::parseLong)
                .orElse(0L);
    long doubled = FIRST_PAUSE.toMillis() << Math.min(number, MOST_DOUBLINGS);
    long millis = Math.min(doubled, LONGEST_PAUSE.toMillis());
    long jittered = millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1);
    return Duration.ofMillis(Math.max(jittered, TimeUnit.SECONDS.toMillis(asked)));
  }

  private static IOException gaveUp(
      @Nullable HttpResponse<String> answer, @Nullable Throwable failure, int attempts) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return new IOException(
        "mod-circulation-adapter took no events in %s attempts; the last one %s"
            .formatted(
                attempts, answer == null ? "got no answer" : "got status " + answer.statusCode()),
        cause);
  }

  private static long lines(String progress) {
    Matcher matcher = LINES.matcher(progress);
    if (!matcher.find()) {
      throw new IllegalStateException("The answer to an import names no lines");
    }
    return Long.parseLong(matcher.group(1));
  }

  private static String encoded(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.deployment;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Generates almost valid requests: each starts as a valid request to an endpoint and is then
 * changed in places. Equal seeds give equal requests. Not for use by several threads at a time.
 */
final class FuzzedRequests {

  /** The bytes that a client sends on one connection. */
  record Sent(byte[] bytes, boolean complete) {
    @Override
    public String toString() {
      return new String(bytes, StandardCharsets.ISO_8859_1)
          .replace("\r\n", "\n")
          .replaceAll("[^\\n\\x20-\\x7e]", "?");
    }
  }

  /** The tenant that has the module enabled. */
  static final String TENANT = "diku";

  /** Stand-ins for personal and secret data; no log may contain them. */
  static final List<String> PERSONAL =
      List.of("feedface-0000-4000-8000-00000000beef", "Marker-of-a-Person", "secret.token.marker");

  /** No log line may begin with it, whichever part of a request contains it. */
  static final String FORGED = "CEB-9999";

  private static final Pattern TEXT = Pattern.compile(": *(\"[^\"]*\")");
  private static final String END = "\r\n";
  private static final List<String> METHODS =
      List.of("GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "get", "FETCH");
  private static final List<String> PARAMETERS =
      List.of(
          "user",
          "key",
          "loan",
          "type",
          "stream",
          "sequence",
          "from",
          "to",
          "limit",
          "offset",
          "query",
          "reveal",
          "reason",
          "operation",
          "wait",
          "id",
          "finish",
          "invalid",
          "a");
  private static final List<String> MEMBERS =
      List.of(
          "id",
          "type",
          "time",
          "payload",
          "userId",
          "loanId",
          "key",
          "stream",
          "subscription",
          "reason",
          "eventId",
          "eventIds",
          "firstSequence",
          "lastSequence",
          "from",
          "to",
          "most",
          "partition",
          "topic",
          "dryRun",
          "target",
          "compare",
          "name",
          "patronGroupId",
          "conditionId",
          "value",
          "feeFineId",
          "balance",
          "dueDate",
          "metadata",
          "logEventType");

  private static final List<String> GOOD =
      List.of(
          "1",
          "10",
          "true",
          "2026-03-01T10:00:00Z",
          "ITEM_CHECKED_OUT",
          "circulation.loan-events",
          "patron-summary",
          "relay");

  // Percent-encoded values; in bodies and headers they are unusual texts.
  private static final List<String> VALUES =
      List.of(
          "-1",
          "99999999999999999999",
          "%00",
          "x%00y",
          "%zz",
          "%",
          "%C0%80",
          "%ED%A0%80",
          "%F0%9F%92%A9",
          "..%2F..%2Fetc",
          "%0A" + FORGED + "%20forged",
          "%1B[31m",
          "';--",
          "$1",
          "%25s",
          "name%3D%3D%22x%22",
          "((((",
          "*",
          "");

  private static final List<String> OTHER_TENANTS =
      List.of("other", "DIKU", "a\";--", "", "x".repeat(99));
  private static final List<String> ADDRESSES =
      List.of("http://localhost:1", "http://localhost:99999", "file:///etc", "http://[", "x");
  private static final int MOST_PIPELINED = 3;
  private static final int DEEP = 200;
  private static final int LONG = 20_000;

  private final Random random;
  private final List<String> endpoints;
  private final Map<String, String> samples;
  private String path = "";

  /**
   * Creates a generator of requests to the given endpoints.
   *
   * @param endpoints such as {@code GET /event-bus/events/{}}
   * @param samples valid bodies of some of the endpoints, by name
   */
  FuzzedRequests(long seed, List<String> endpoints, Map<String, String> samples) {
    this.random = new Random(seed);
    this.endpoints = endpoints;
    this.samples = samples;
  }

  Sent next() {
    StringBuilder all = new StringBuilder();
    int pipelined = oneOf(4) ? 1 + random.nextInt(MOST_PIPELINED) : 1;
    boolean complete = true;
    for (int i = 1; i <= pipelined; i++) {
      complete &= request(all, i == pipelined);
    }
    if (oneOf(20)) {
      all.setLength(random.nextInt(all.length()));
      complete = false;
    }
    return new Sent(all.toString().getBytes(StandardCharsets.ISO_8859_1), complete);
  }

  // Appends a request; returns whether the server can detect its end.
  private boolean request(StringBuilder to, boolean last) {
    String endpoint = any(endpoints);
    path = endpoint.substring(endpoint.indexOf(' ') + 1);
    String method = oneOf(15) ? any(METHODS) : endpoint.substring(0, endpoint.indexOf(' '));
    String body =
        method.equals("GET") && !oneOf(20) ? "" : oneOf(8) ? lines() : oneOf(10) ? junk() : json(0);
    to.append(method).append(' ').append(target()).append(" HTTP/1.1").append(END);
    to.append("Host: localhost").append(END);
    headers(to);
    if (last) {
      to.append("Connection: close").append(END);
    }
    return framed(to, body);
  }

  private String target() {
    String bent = path;
    while (bent.contains("{}")) {
      bent = bent.replaceFirst("\\{}", value().replace("$", "\\$"));
    }
    if (oneOf(20)) {
      bent =
          any(
              List.of(
                  bent + "/",
                  "/" + bent,
                  "/." + bent,
                  bent + "//",
                  bent.toUpperCase(Locale.ROOT),
                  "*",
                  "x"));
    }
    StringBuilder target = new StringBuilder(bent);
    for (int i = random.nextInt(4); i > 0; i--) {
      target.append(target.indexOf("?") < 0 ? '?' : '&');
      target.append(any(PARAMETERS)).append(oneOf(20) ? "" : "=").append(value());
    }
    return target.toString();
  }

  private String value() {
    return switch (random.nextInt(12)) {
      case 0 -> any(VALUES);
      case 1 -> oneOf(10) ? "x".repeat(LONG) : oneOf(5) ? "\u00e4" : any(VALUES);
      case 2, 3, 4, 5 -> PERSONAL.get(0);
      case 6 -> any(PERSONAL);
      default -> any(GOOD);
    };
  }

  private void headers(StringBuilder to) {
    header(to, "X-Okapi-Tenant", oneOf(15) ? any(OTHER_TENANTS) : TENANT);
    header(to, "X-Okapi-Token", PERSONAL.get(2));
    header(to, "X-Okapi-User-Id", PERSONAL.get(0));
    if (oneOf(3)) {
      header(to, "X-Okapi-Url", any(ADDRESSES));
    }
    if (oneOf(3)) {
      header(
          to,
          "X-Okapi-Permissions",
          oneOf(2) ? "[\"mod-audit-adapter.event-bus.reveal.execute\"]" : value());
    }
    if (oneOf(3)) {
      header(to, "X-Okapi-Request-Id", "1/x\u001b[31m");
    }
    if (oneOf(8)) {
      header(
          to,
          "Content-Type",
          any(
              List.of(
                  "application/json",
                  "application/x-ndjson",
                  "application/x-ndjson",
                  "text/plain",
                  ";",
                  "a/b;c=\"")));
    }
    if (oneOf(5)) {
      header(to, "Idempotency-Key", value());
    }
    if (oneOf(10)) {
      header(
          to,
          any(List.of("Accept", "traceparent", "Expect", "Cookie", "Upgrade", "Range")),
          any(List.of("100-continue", "h2c", "\u0001", "text/;", "a=b", "bytes=0-")));
    }
  }

  private static void header(StringBuilder to, String name, String value) {
    to.append(name).append(": ").append(value).append(END);
  }

  private boolean framed(StringBuilder to, String body) {
    switch (random.nextInt(20)) {
      case 0 -> {
        header(to, "Content-Length", String.valueOf(body.length() + 1 + random.nextInt(9)));
        to.append(END).append(body);
        return false;
      }
      case 1 -> {
        header(to, "Content-Length", any(List.of("-1", "1x", "99999999999999999999")));
        to.append(END).append(body);
        return false;
      }
      case 2 -> {
        header(to, "Transfer-Encoding", "chunked");
        to.append(END)
            .append(any(List.of("zz", "-1", "FFFFFFFFF", "1;" + "x".repeat(LONG))))
            .append(END)
            .append(body);
        return false;
      }
      case 3, 4, 5 -> {
        header(to, "Transfer-Encoding", "chunked");
        to.append(END);
        int half = body.length() / 2;
        chunk(to, body.substring(0, half));
        chunk(to, body.substring(half));
        to.append('0').append(END).append(END);
        return true;
      }
      default -> {
        header(to, "Content-Length", String.valueOf(body.length()));
        to.append(END).append(body);
        return true;
      }
    }
  }

  private static void chunk(StringBuilder to, String part) {
    if (!part.isEmpty()) {
      to.append(Integer.toHexString(part.length())).append(END).append(part).append(END);
    }
  }

  private String lines() {
    StringBuilder lines = new StringBuilder();
    for (int i = random.nextInt(5); i >= 0; i--) {
      lines.append(oneOf(8) ? junk() : json(0).replace("\n", "")).append('\n');
    }
    return lines.toString();
  }

  private String junk() {
    return any(
        List.of(
            "",
            "{",
            "null",
            "[]",
            "{} {}",
            "[".repeat(DEEP),
            "{\"a\":".repeat(DEEP),
            "\u0000",
            "\u00ff\u00fe",
            "{\"a\":\"\u00c0\u0080\"}",
            "1E400",
            "{\"a\":NaN}",
            "x".repeat(LONG)));
  }

  // A valid body, for the endpoint if a name matches; every other time one text in it is changed.
  private String sample() {
    List<String> fitting =
        samples.keySet().stream()
            .filter(name -> Stream.of(path.split("/")).anyMatch(part -> isAbout(name, part)))
            .toList();
    String sample = samples.get(any(fitting.isEmpty() ? List.copyOf(samples.keySet()) : fitting));
    List<MatchResult> texts = TEXT.matcher(sample).results().toList();
    if (texts.isEmpty() || oneOf(2)) {
      return sample;
    }
    MatchResult bent = any(texts);
    return sample.substring(0, bent.start(1)) + jsonValue(0) + sample.substring(bent.end(1));
  }

  // Matches circulation-events in a path with circulationEvent in the name of a sample.
  private static boolean isAbout(String name, String part) {
    String singular = part.replace("-", "").replaceAll("s$", "");
    return !singular.isEmpty()
        && name.toLowerCase(Locale.ROOT).contains(singular.toLowerCase(Locale.ROOT));
  }

  private String json(int depth) {
    if (depth == 0 && !oneOf(3)) {
      return sample();
    }
    List<String> members = new ArrayList<>();
    for (int i = random.nextInt(8); i >= 0; i--) {
      members.add("\"" + any(MEMBERS) + "\":" + jsonValue(depth));
    }
    String object = "{" + String.join(",", members) + "}";
    return depth == 0 && oneOf(6) ? "[" + object + "," + object + "]" : object;
  }

  private String jsonValue(int depth) {
    return switch (random.nextInt(10)) {
      case 0 -> any(List.of("null", "true", "0", "-1", "1E400", "9223372036854775808", "0.1"));
      case 1 -> depth < 3 ? json(depth + 1) : "{}";
      case 2 -> "[" + jsonValue(depth) + "]";
      case 3 -> any(List.of("\"\\u0000\"", "\"a\\u0000\"", "\"\\ud800\"", "\"\\\\u0000\""));
      case 4 -> "\"\\n" + FORGED + " forged\\u001b[31m\"";
      case 5 -> any(List.of("\"ITEM_CHECKED_OUT\"", "\"LOG_RECORD\"", "\"NOTICE\""));
      case 6 -> any(List.of("\"circulation.loan-events\"", "\"patron-summary\"", "\"relay\""));
      default -> "\"" + any(PERSONAL) + "\"";
    };
  }

  private boolean oneOf(int many) {
    return random.nextInt(many) == 0;
  }

  private <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}

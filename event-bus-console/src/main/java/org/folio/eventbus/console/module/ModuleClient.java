/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.module;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * Sends requests to modules. Failures become part of the answer. Safe for use by several threads.
 */
public final class ModuleClient {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int OK = 200;
  private static final int REDIRECTION = 300;

  // An error is a sentence; an HTML page of a gateway is not shown.
  private static final int LONGEST_REFUSAL = 500;

  private static final String GUARDED = "/event-bus/";

  private final Connection connection;
  private final HttpClient http;

  /** A client that keeps its connections open. */
  public ModuleClient(Connection connection) {
    this.connection = connection;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(connection.timeout());
    if (!connection.encrypted()) {
      builder.sslContext(trustingNobody());
    }
    this.http = builder.build();
  }

  // Reading the JDK's trusted certificates takes longer than most answers, so it is skipped if no
  // address is encrypted.
  private static SSLContext trustingNobody() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[0], new TrustManager[0], null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has TLS", e);
    }
  }

  /** The tenant of all requests. */
  public String tenant() {
    return connection.tenant();
  }

  /** Asks. The future never fails. */
  public CompletableFuture<ModuleAnswer> get(
      EventBusModule module, String path, Map<String, String> query) {
    return send(module, request(module, path, query).GET().build());
  }

  /** Requests an action. The future never fails. */
  public CompletableFuture<ModuleAnswer> post(
      EventBusModule module, String path, Map<String, String> query, JsonNode body) {
    return send(
        module,
        request(module, path, query)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()))
            .build());
  }

  /**
   * Starts an action of a directly asked module that asks others through Okapi, as the user of the
   * token. The future never fails.
   */
  public CompletableFuture<ModuleAnswer> begin(EventBusModule module, String path, URI okapi) {
    return send(
        module,
        through(request(module, path, Map.of()), okapi).POST(BodyPublishers.noBody()).build());
  }

  /**
   * Asks a module a question that it can only answer by asking others. The future never fails.
   *
   * @param okapi Okapi that a directly asked module uses for that, as the user of the token; empty
   *     for the one that it knows
   */
  public CompletableFuture<ModuleAnswer> get(
      EventBusModule module, String path, Optional<URI> okapi) {
    HttpRequest.Builder request = request(module, path, Map.of()).GET();
    if (!module.throughOkapi()) {
      okapi.ifPresent(url -> through(request, url));
    }
    return send(module, request.build());
  }

  /** Okapi that directly asked modules use to ask others, if it is known. */
  public Optional<URI> through() {
    return connection.through();
  }

  private HttpRequest.Builder through(HttpRequest.Builder request, URI okapi) {
    request.header("X-Okapi-Url", okapi.toString());
    connection.token().ifPresent(token -> request.setHeader("X-Okapi-Token", token));
    return request;
  }

  private HttpRequest.Builder request(
      EventBusModule module, String path, Map<String, String> query) {
    String asked =
        query.entrySet().stream()
            .map(
                one ->
                    one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    String base = module.base().toString();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(
                    (base.endsWith("/") ? base.substring(0, base.length() - 1) : base)
                        + path
                        + (asked.isEmpty() ? "" : "?" + asked)))
            .timeout(connection.timeout())
            .header("Accept", "application/json, text/plain")
            .header("X-Okapi-Tenant", connection.tenant());
    connection
        .okapi()
        .flatMap(okapi -> connection.token())
        .ifPresent(token -> request.header("X-Okapi-Token", token));
    // Through Okapi the token identifies the user.
    if (connection.okapi().isEmpty()) {
      connection.operator().ifPresent(user -> request.header("X-Okapi-User-Id", user));
    }
    if (path.startsWith(GUARDED)) {
      // With it, Okapi only searches interfaces that several modules provide; other routes need
      // none.
      module.id().ifPresent(id -> request.header("X-Okapi-Module-Id", id));
      // Okapi passes it on; no other path needs it, so no other module gets it.
      connection.adminToken().ifPresent(token -> request.header("X-Event-Bus-Admin-Token", token));
    }
    return request;
  }

  private CompletableFuture<ModuleAnswer> send(EventBusModule module, HttpRequest request) {
    long begin = System.nanoTime();
    return http.sendAsync(request, BodyHandlers.ofString())
        .handle(
            (response, failure) -> {
              Duration took = Duration.ofNanos(System.nanoTime() - begin);
              return failure == null
                  ? answer(module, response, took)
                  : ModuleAnswer.none(module, unreachable(module, failure), took);
            });
  }

  private static ModuleAnswer answer(
      EventBusModule module, HttpResponse<String> response, Duration took) {
    Instant received = Instant.now();
    Optional<Instant> date = response.headers().firstValue("Date").flatMap(ModuleClient::date);
    int status = response.statusCode();
    Optional<JsonNode> json = json(response.body());
    String failure = "";
    if (status < OK || status >= REDIRECTION) {
      failure = "It answers %s: %s".formatted(status, refusal(response.body(), json));
    } else if (json.isEmpty()) {
      failure = "It answers something that is no JSON; is it really a module with an event bus?";
    }
    JsonNode body = json.orElse(MissingNode.getInstance());
    return new ModuleAnswer(module, status, body, failure, date, received, took);
  }

  private static Optional<JsonNode> json(String body) {
    try {
      return Optional.of(JSON.readTree(body));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static String refusal(String body, Optional<JsonNode> json) {
    String line =
        json.map(one -> one.at("/errors/0/message"))
            .filter(JsonNode::isTextual)
            .map(JsonNode::asText)
            .orElse(body)
            .strip();
    return line.substring(0, Math.min(line.length(), LONGEST_REFUSAL));
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private String unreachable(EventBusModule module, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof HttpTimeoutException) {
      return "It does not answer at %s within %s s (--timeout)"
          .formatted(module.base(), connection.timeout().toSeconds());
    }
    return "It cannot be reached at %s: %s"
        .formatted(
            module.base(),
            cause instanceof ConnectException
                ? "nothing listens there, or its host is not known"
                : cause.getMessage() == null
                    ? cause.getClass().getSimpleName()
                    : cause.getMessage());
  }
}

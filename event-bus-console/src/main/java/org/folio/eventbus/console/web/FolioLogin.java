/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.folio.eventbus.console.ConsoleException;
import org.jspecify.annotations.Nullable;

/**
 * Logs in at FOLIO as mod-login's interfaces {@code login 7.3} and {@code authtoken2} do: expiring
 * tokens in cookies, and before them one token in a header. Blocks.
 */
final class FolioLogin {

  private static final String ACCESS = "folioAccessToken";
  private static final String REFRESH = "folioRefreshToken";
  private static final int CREATED = 201;
  private static final int NOT_FOUND = 404;
  // As long as people wait before a form.
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI okapi;
  private final String tenant;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(LIMIT).build();

  FolioLogin(URI okapi, String tenant) {
    this.okapi = okapi;
    this.tenant = tenant;
  }

  /**
   * What a login gives.
   *
   * @param access secret; for requests
   * @param refresh secret; for another pair; null if the access token does not expire
   * @param expires when the access token expires
   */
  record Tokens(String access, @Nullable String refresh, Instant expires) {

    /** Without the tokens. */
    @Override
    public String toString() {
      return "tokens until " + expires;
    }
  }

  /**
   * Logs in.
   *
   * @return empty if name or password is wrong
   * @throws ConsoleException if FOLIO does not answer
   */
  Optional<Tokens> login(String name, String password) {
    String body =
        JsonNodeFactory.instance
            .objectNode()
            .put("username", name)
            .put("password", password)
            .toString();
    HttpResponse<String> answer = send(request("/authn/login-with-expiry", body));
    if (answer.statusCode() == NOT_FOUND) {
      answer = send(request("/authn/login", body));
    }
    if (answer.statusCode() == CREATED) {
      return Optional.of(tokens(answer));
    }
    if (answer.statusCode() >= 500) {
      throw ConsoleException.unreachable(
          "FOLIO answers the login with status " + answer.statusCode());
    }
    return Optional.empty();
  }

  /**
   * Gets another pair before the access token expires.
   *
   * @return empty if the refresh token is not accepted any more
   * @throws ConsoleException if FOLIO does not answer
   */
  Optional<Tokens> refresh(Tokens tokens) {
    if (tokens.refresh() == null) {
      return Optional.empty();
    }
    HttpRequest.Builder request =
        request("/authn/refresh", "").header("Cookie", REFRESH + "=" + tokens.refresh());
    HttpResponse<String> answer = send(request);
    if (answer.statusCode() >= 500) {
      throw ConsoleException.unreachable(
          "FOLIO answers the renewal of the token with status " + answer.statusCode());
    }
    return answer.statusCode() == CREATED ? Optional.of(tokens(answer)) : Optional.empty();
  }

  private HttpRequest.Builder request(String path, String body) {
    return HttpRequest.newBuilder(URI.create(okapi.toString().replaceFirst("/$", "") + path))
        .timeout(LIMIT)
        .header("X-Okapi-Tenant", tenant)
        .header("Content-Type", "application/json")
        .header("Accept", "application/json, text/plain")
        .POST(BodyPublishers.ofString(body));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw ConsoleException.unreachable("FOLIO cannot be reached at " + okapi);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ConsoleException.unreachable("The login was interrupted");
    }
  }

  private static Tokens tokens(HttpResponse<String> answer) {
    String access = cookie(answer, ACCESS);
    if (access == null) {
      String header =
          answer
              .headers()
              .firstValue("x-okapi-token")
              .orElseThrow(
                  () -> ConsoleException.unreachable("FOLIO's answer to the login has no token"));
      return new Tokens(header, null, Instant.MAX);
    }
    return new Tokens(access, cookie(answer, REFRESH), expiration(answer.body()));
  }

  private static @Nullable String cookie(HttpResponse<String> answer, String name) {
    return answer.headers().allValues("set-cookie").stream()
        .flatMap(text -> HttpCookie.parse(text).stream())
        .filter(cookie -> cookie.getName().equals(name))
        .map(HttpCookie::getValue)
        .findFirst()
        .orElse(null);
  }

  private static Instant expiration(String body) {
    try {
      JsonNode told = JSON.readTree(body).path("accessTokenExpiration");
      return OffsetDateTime.parse(told.asText()).toInstant();
    } catch (JsonProcessingException | DateTimeParseException e) {
      throw ConsoleException.unreachable("FOLIO does not tell when the token expires");
    }
  }
}

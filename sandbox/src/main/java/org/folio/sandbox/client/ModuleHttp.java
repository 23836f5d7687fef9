/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Requests of tenant {@code diku} to a module. Safe for use by several threads. */
final class ModuleHttp {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_LIMIT)
          .build();
  private final URI module;
  private final URI okapi;

  ModuleHttp(URI module, URI okapi) {
    this.module = module;
    this.okapi = okapi;
  }

  Reply get(String path) {
    return send(request(path).GET());
  }

  Reply post(String path, JsonNode body) {
    return send(request(path).POST(BodyPublishers.ofString(body.toString())));
  }

  Reply put(String path, JsonNode body) {
    return send(request(path).PUT(BodyPublishers.ofString(body.toString())));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(module.resolve(path))
        .timeout(ANSWER_LIMIT)
        .header("Content-Type", "application/json")
        .header("Accept", "application/json, text/plain")
        .header("X-Okapi-Tenant", Diku.TENANT)
        .header("X-Okapi-Url", okapi.toString())
        // Gets a job for long work, as Okapi does.
        .header("X-Okapi-Url-to", module.toString());
  }

  private Reply send(HttpRequest.Builder builder) {
    HttpRequest request = builder.build();
    String called = request.method() + " " + request.uri();
    try {
      var response = client.send(request, BodyHandlers.ofString());
      return new Reply(called, response.statusCode(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(called + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted during " + called, e);
    }
  }

  /** An answer, whatever its status. */
  record Reply(String called, int status, String body) {

    boolean is(int expected) {
      return status == expected;
    }

    Reply expect(int expected) {
      if (status != expected) {
        throw new IllegalStateException(
            "%s: expected %s, got %s %s".formatted(called, expected, status, body));
      }
      return this;
    }

    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(called + " did not answer JSON", e);
      }
    }
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * Calls {@code /_/tenant} of one instance as Okapi 7 does: retries after a lost connection for some
 * seconds, and follows a job to its end. A failure is an {@link AssertionError} with the module's
 * message. Safe for use by several threads; each method waits.
 */
public final class TenantCaller {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofSeconds(120);

  // Okapi's own pauses: between two queries of a job, and after a lost connection, where it tries
  // ten times, every four seconds.
  private static final Duration FIRST_WAIT = Duration.ofMillis(300);
  private static final double LONGER = 1.25;
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final Duration RETRYING = Duration.ofSeconds(40);

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI address;
  private final String okapi;

  /** Calls on behalf of an Okapi that is never called back. */
  public TenantCaller(URI address) {
    this(address, "http://localhost:9130");
  }

  /**
   * Calls on behalf of an Okapi.
   *
   * @param address where the module listens
   * @param okapi the value of X-Okapi-Url
   */
  public TenantCaller(URI address, String okapi) {
    this.address = address;
    this.okapi = okapi;
  }

  /**
   * Enables the tenant, or enables it again.
   *
   * @param to the module's id with its version
   */
  public void enable(String tenant, String to) {
    call(tenant, "{\"module_to\":\"" + to + "\",\"purge\":false}");
  }

  /** Brings the tenant to a later version, with reference data. */
  public void upgrade(String tenant, String from, String to) {
    call(
        tenant,
        "{\"module_from\":\"%s\",\"module_to\":\"%s\",\"purge\":false,\"parameters\":[{\"key\":\"loadReference\",\"value\":\"true\"}]}"
            .formatted(from, to));
  }

  /** Disables the tenant; its data stay. */
  public void disable(String tenant, String from) {
    call(tenant, "{\"module_from\":\"" + from + "\",\"purge\":false}");
  }

  /** Disables the tenant and removes its data. */
  public void purge(String tenant, String from) {
    call(tenant, "{\"module_from\":\"" + from + "\",\"purge\":true}");
  }

  /** As when an operator installs with {@code purge=true}: the purge may fail. */
  public void enableAfterPurge(String tenant, String to) {
    send(tenant, "POST", "/_/tenant", "{\"module_from\":\"" + to + "\",\"purge\":true}");
    enable(tenant, to);
  }

  /** Gets a resource of the module. */
  public HttpResponse<String> get(String tenant, String path) {
    return send(tenant, "GET", path, "");
  }

  /** Posts to the interface once; the response may be a job. */
  public HttpResponse<String> post(String tenant, String body) {
    return send(tenant, "POST", "/_/tenant", body);
  }

  /** Posts any body to the interface and follows the job that it starts. */
  public void call(String tenant, String body) {
    HttpResponse<String> answer = retrying(tenant, body);
    if (answer.statusCode() == 204) {
      return;
    }
    if (answer.statusCode() != 201) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
    String location = answer.headers().firstValue("Location").orElse("/_/tenant/none");
    JsonNode job = json(answer.body());
    long wait = FIRST_WAIT.toNanos();
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!job.path("complete").asBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Not complete within " + LIMIT + ": " + job);
      }
      LockSupport.parkNanos(wait);
      wait = (long) (wait * LONGER);
      job = json(send(tenant, "GET", location, "").body());
    }
    send(tenant, "DELETE", location, "");
    if (job.has("error")) {
      throw new AssertionError(job);
    }
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new AssertionError(text, e);
    }
  }

  private HttpResponse<String> retrying(String tenant, String body) {
    long end = System.nanoTime() + RETRYING.toNanos();
    while (true) {
      try {
        return exchange(tenant, "POST", "/_/tenant", body);
      } catch (IOException e) {
        if (System.nanoTime() > end) {
          throw new AssertionError(address + " cannot be called", e);
        }
        LockSupport.parkNanos(RETRY.toNanos());
      }
    }
  }

  private HttpResponse<String> send(String tenant, String method, String path, String body) {
    try {
      return exchange(tenant, method, path, body);
    } catch (ConnectException e) {
      throw new AssertionError(address + " is not there", e);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private HttpResponse<String> exchange(String tenant, String method, String path, String body)
      throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve(path))
            .timeout(LIMIT)
            .header("X-Okapi-Tenant", tenant)
            .header("X-Okapi-Url", okapi)
            .header("X-Okapi-Url-to", address.toString())
            .header("X-Okapi-Request-Id", "123456/_")
            .header("X-Okapi-Permissions", "[]")
            .header("Accept", "*/*")
            .header("Content-Type", "application/json; charset=UTF-8")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    try {
      return client
          .sendAsync(request, BodyHandlers.ofString())
          .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException lost) {
        throw lost;
      }
      throw new AssertionError(e);
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }
}

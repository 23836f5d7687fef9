/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.testing;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;

/** A double of Okapi with login and of one module behind it; remembers calls in their order. */
public final class OkapiWithModule implements ResponseDefinitionTransformerV2, AutoCloseable {

  public static final String PASSWORD = "very-secret-password";
  public static final String TOKEN = "very-secret-token-";

  private static final String LOGIN = "/authn/login-with-expiry";
  private static final int WORKERS = 20;

  /**
   * A call of the module.
   *
   * @param at nanoseconds of the machine's clock
   */
  public record Call(Request request, int status, long at) {
    public String path() {
      return request.getUrl();
    }

    public String body() {
      return request.getBodyAsString();
    }

    public String header(String name) {
      return request.getHeader(name);
    }
  }

  public final List<Call> calls = new CopyOnWriteArrayList<>();
  public final AtomicInteger logins = new AtomicInteger();
  private final WireMockServer server;
  private volatile ToIntFunction<Request> module = request -> 204;

  public OkapiWithModule() {
    server =
        new WireMockServer(
            WireMockConfiguration.options()
                .dynamicPort()
                .containerThreads(WORKERS)
                .extensions(this));
    server.start();
    server.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(WireMock.noContent()));
  }

  /** Unlike WireMock's own, with ASCII digits in every language. */
  public String url() {
    return "http://localhost:" + server.port();
  }

  /** Which status the module answers a call with. */
  public void answers(ToIntFunction<Request> how) {
    module = how;
  }

  /** The calls that were answered with 204. */
  public List<Call> accepted() {
    return calls.stream().filter(call -> call.status() == 204).toList();
  }

  @Override
  public ResponseDefinition transform(ServeEvent event) {
    Request request = event.getRequest();
    if (request.getUrl().equals(LOGIN)) {
      return new ResponseDefinitionBuilder()
          .withStatus(201)
          .withHeader(
              "Set-Cookie",
              "folioAccessToken=" + TOKEN + logins.incrementAndGet() + "; Max-Age=600; Path=/")
          .build();
    }
    int status = module.applyAsInt(request);
    calls.add(new Call(request, status, System.nanoTime()));
    return new ResponseDefinitionBuilder()
        .withStatus(status)
        .withBody(status == 422 ? "{\"errors\":[{\"message\":\"must not be null\"}]}" : "")
        .build();
  }

  @Override
  public String getName() {
    return "module";
  }

  @Override
  public void close() {
    server.stop();
  }
}

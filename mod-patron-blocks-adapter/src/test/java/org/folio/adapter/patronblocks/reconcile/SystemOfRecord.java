/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Loan storage and accounts behind Okapi, with the routes that a reconciler uses. */
final class SystemOfRecord implements AutoCloseable {

  private static final Pattern AFTER = Pattern.compile("(?:id|userId) > (\\S+)");
  private static final Pattern END = Pattern.compile("(?:id|userId) < (\\S+)");
  private static final String POLICIES = "/loan-policy-storage/loan-policies/";
  private static final Pattern USER = Pattern.compile("userId==(\\S+)");

  final NavigableMap<String, JsonObject> loans = new ConcurrentSkipListMap<>();
  final NavigableMap<String, JsonObject> accounts = new ConcurrentSkipListMap<>();
  private final Map<String, JsonObject> policies = new ConcurrentHashMap<>();
  private final WireMockServer server;
  private volatile int failures;
  private volatile Runnable beforeFailure = () -> {};
  private volatile @Nullable DeployedPatronBlocks deployed;

  SystemOfRecord() {
    server =
        new WireMockServer(
            WireMockConfiguration.options()
                .dynamicPort()
                .disableRequestJournal()
                .extensions(new Answers()));
    server.start();
    server.stubFor(any(anyUrl()).willReturn(aResponse().withTransformers("records")));
  }

  String url() {
    return server.baseUrl();
  }

  /** Adds a deployed mod-patron-blocks behind Okapi. */
  void deploy(DeployedPatronBlocks module) {
    deployed = module;
  }

  /** Answers the given number of requests with 500. */
  void fail(int requests) {
    failures = requests;
  }

  /** Does something while the next request waits, and answers that request with 500. */
  void failAfter(Runnable action) {
    beforeFailure = action;
    fail(1);
  }

  /** Adds an open loan. */
  JsonObject loan(UUID id, UUID user, String dueDate) {
    JsonObject loan =
        new JsonObject()
            .put("id", id.toString())
            .put("userId", user.toString())
            .put("status", new JsonObject().put("name", "Open"))
            .put("itemStatus", "Checked out")
            .put("dueDate", dueDate)
            .put("unknownProperty", "is tolerated")
            .put("metadata", new JsonObject().put("updatedDate", "2026-01-02T03:04:05.000+00:00"));
    loans.put(id.toString(), loan);
    return loan;
  }

  /** Adds a loan policy. */
  void policy(UUID id, int graceDuration, String graceInterval) {
    policies.put(
        id.toString(),
        new JsonObject()
            .put("id", id.toString())
            .put(
                "loansPolicy",
                new JsonObject()
                    .put(
                        "gracePeriod",
                        new JsonObject()
                            .put("duration", graceDuration)
                            .put("intervalId", graceInterval))));
  }

  /** Adds an open account. */
  JsonObject account(UUID id, UUID user, double remaining) {
    JsonObject account =
        new JsonObject()
            .put("id", id.toString())
            .put("userId", user.toString())
            .put("feeFineId", UUID.randomUUID().toString())
            .put("status", new JsonObject().put("name", "Open"))
            .put("remaining", remaining)
            .put("metadata", new JsonObject().put("updatedDate", "2026-01-02T03:04:05.000+00:00"));
    accounts.put(id.toString(), account);
    return account;
  }

  static void close(JsonObject record) {
    record.getJsonObject("status").put("name", "Closed");
  }

  @Override
  public void close() {
    server.stop();
  }

  private final class Answers implements ResponseTransformerV2 {

    @Override
    public String getName() {
      return "records";
    }

    @Override
    public boolean applyGlobally() {
      return false;
    }

    @Override
    public Response transform(Response response, ServeEvent event) {
      if (failures > 0) {
        failures--;
        beforeFailure.run();
        return Response.Builder.like(response).but().status(500).body("down").build();
      }
      Request request = event.getRequest();
      String path = URI.create(request.getUrl()).getPath();
      DeployedPatronBlocks module = deployed;
      if (module != null && DeployedPatronBlocks.has(path)) {
        return module.answer(response, path, request.getBodyAsString());
      }
      if (path.startsWith(POLICIES)) {
        JsonObject policy = policies.get(path.substring(POLICIES.length()));
        return policy == null
            ? Response.Builder.like(response).but().status(404).body("Not found").build()
            : json(response, policy);
      }
      if (path.startsWith("/loan-storage/loans")) {
        return answer(
            response, request, path.substring("/loan-storage/loans".length()), "loans", loans);
      }
      return answer(response, request, path.substring("/accounts".length()), "accounts", accounts);
    }

    private Response answer(
        Response response,
        Request request,
        String rest,
        String array,
        NavigableMap<String, JsonObject> records) {
      if (!rest.isEmpty()) {
        JsonObject found = records.get(rest.substring(1));
        return found == null
            ? Response.Builder.like(response).but().status(404).body("Not found").build()
            : json(response, found);
      }
      String query = request.queryParameter("query").firstValue();
      int limit = Integer.parseInt(request.queryParameter("limit").firstValue());
      String after = group(AFTER, query, "");
      String end = group(END, query, "g");
      String user = group(USER, query, null);
      Stream<JsonObject> range =
          query.contains("sortBy userId")
              ? records.values().stream()
                  .filter(one -> isBetween(one.getString("userId"), after, end))
                  .sorted(Comparator.comparing((JsonObject one) -> one.getString("userId")))
              : records.tailMap(after, false).headMap(end, false).values().stream();
      List<JsonObject> open =
          range
              .filter(one -> one.getJsonObject("status").getString("name").equals("Open"))
              .filter(one -> user == null || user.equals(one.getString("userId")))
              .toList();
      int offset = Integer.parseInt(request.queryParameter("offset").firstValue());
      return json(
          response,
          new JsonObject()
              .put(array, new JsonArray(open.stream().skip(offset).limit(limit).toList()))
              .put("totalRecords", open.size()));
    }

    private static boolean isBetween(@Nullable String user, String after, String end) {
      return user != null && user.compareTo(after) > 0 && user.compareTo(end) < 0;
    }

    private static String group(Pattern pattern, String query, String otherwise) {
      Matcher matcher = pattern.matcher(query);
      return matcher.find() ? matcher.group(1) : otherwise;
    }

    private static Response json(Response response, JsonObject body) {
      return Response.Builder.like(response).but().status(200).body(body.encode()).build();
    }
  }
}

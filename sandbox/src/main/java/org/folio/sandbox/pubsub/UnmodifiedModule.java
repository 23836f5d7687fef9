/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.pubsub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A module as it is today: it speaks the API of mod-pubsub, and has neither a class nor an idea of
 * the event bus. It registers when its tenant is enabled, and writes each loan of a check-out that
 * it is called with to a file, which outlives the process.
 */
public final class UnmodifiedModule {

  /** Its name, version and id. */
  public static final String ID = "mod-reminders-1.0.0";

  /** What it prints when it can be called. */
  public static final String LISTENING = "mod-reminders listens";

  /** The paths that it answers, beside the tenant API. */
  public static final String PATHS = "/reminders/.*";

  private static final String TENANT = "/_/tenant";
  private static final String CHECK_OUT = "/reminders/handlers/item-checked-out";
  private static final String DESCRIPTOR =
      "{\"eventType\":\"ITEM_CHECKED_OUT\",\"description\":\"Item was checked out\",\"eventTTL\":1,\"signed\":false}";
  private static final String PUBLISHER =
      "{\"moduleId\":\"" + ID + "\",\"eventDescriptors\":[" + DESCRIPTOR + "]}";
  private static final String SUBSCRIBER =
      "{\"moduleId\":\""
          + ID
          + "\",\"subscriptionDefinitions\":[{\"eventType\":\"ITEM_CHECKED_OUT\",\"callbackAddress\":\""
          + CHECK_OUT
          + "\"}]}";
  private static final Pattern LOAN = Pattern.compile("\"loanId\"\\s*:\\s*\"([0-9a-f-]{36})\"");
  private static final int WORKERS = 8;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path loans;

  private UnmodifiedModule(Path loans) {
    this.loans = loans;
  }

  /**
   * Runs until it is killed.
   *
   * @param arguments the port and the file
   */
  public static void main(String[] arguments) throws IOException {
    UnmodifiedModule module = new UnmodifiedModule(Path.of(arguments[1]));
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])),
            0);
    server.setExecutor(Executors.newFixedThreadPool(WORKERS));
    server.createContext(TENANT, module::enable);
    server.createContext(CHECK_OUT, module::checkedOut);
    server.start();
    System.out.println(LISTENING);
  }

  private void enable(HttpExchange call) throws IOException {
    try (call) {
      String okapi = call.getRequestHeaders().getFirst("X-Okapi-Url");
      String tenant = call.getRequestHeaders().getFirst("X-Okapi-Tenant");
      boolean registered =
          created(okapi, tenant, "/pubsub/event-types?", DESCRIPTOR)
              && created(okapi, tenant, "/pubsub/event-types/declare/publisher?", PUBLISHER)
              && created(okapi, tenant, "/pubsub/event-types/declare/subscriber?", SUBSCRIBER);
      call.sendResponseHeaders(registered ? 204 : 500, -1);
    }
  }

  private boolean created(String okapi, String tenant, String path, String body)
      throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(okapi + path))
            .header("Content-type", "application/json")
            .header("Accept", "application/json,text/plain")
            .header("X-Okapi-Token", "dummy")
            .header("x-okapi-tenant", tenant)
            .header("X-Okapi-Url", okapi)
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() == 201;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void checkedOut(HttpExchange call) throws IOException {
    try (call) {
      String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Matcher loan = LOAN.matcher(body);
      if (loan.find()) {
        note(loan.group(1));
      }
      call.sendResponseHeaders(204, -1);
    }
  }

  private synchronized void note(String loan) throws IOException {
    Files.writeString(loans, loan + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}

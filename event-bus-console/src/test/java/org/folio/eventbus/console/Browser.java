/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Asks for pages and sends their forms, with cookies; does not run scripts. */
final class Browser {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Pattern LISTED = Pattern.compile("<li><a href=\"([^\"]+)\"");
  private static final Pattern FORM = Pattern.compile("name=\"form\" value=\"([^\"]+)\"");

  private final HttpClient client =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();
  private final URI base;

  Browser(int port) {
    base = URI.create("http://127.0.0.1:" + port);
  }

  HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(base.resolve(path)));
  }

  /** A page that must be there. */
  String page(String path) {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  /** The pages that every page lists. */
  List<String> listedPages() {
    return LISTED.matcher(page("/")).results().map(link -> link.group(1)).toList();
  }

  /** Sends a form with the token of a page that has it. */
  HttpResponse<String> send(String page, String path, Map<String, String> fields) {
    Matcher token = FORM.matcher(page);
    assertThat(token.find()).as(page).isTrue();
    Map<String, String> all = new LinkedHashMap<>(fields);
    all.put("form", token.group(1));
    return post(path, all);
  }

  HttpResponse<String> post(String path, Map<String, String> fields) {
    return postFrom(base.toString(), path, fields);
  }

  /** Sends a form as a page of an origin does. */
  HttpResponse<String> postFrom(String origin, String path, Map<String, String> fields) {
    String body =
        fields.entrySet().stream()
            .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    return send(
        HttpRequest.newBuilder(base.resolve(path))
            .header("Origin", origin)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.timeout(LIMIT).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  HttpClient client() {
    return client;
  }

  URI base() {
    return base;
  }

  /** The text of a page as a person reads it. */
  static String text(String page) {
    return page.replaceAll("<[^>]*>", "")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
        .replaceAll("\\s+", " ");
  }
}

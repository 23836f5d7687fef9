/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Asks for an event with the pages of {@code java -jar event-bus-console.jar serve}. A process
 * serves all questions about the same modules and tenant.
 */
final class ConsolePages implements AutoCloseable {

  private static final Pattern ADDRESS = Pattern.compile("The console is at (http://\\S+)");
  private static final Pattern VERDICT =
      Pattern.compile("<p class=\"verdict (good|bad)\"[^>]*>(.*?)</p>", Pattern.DOTALL);
  private static final Pattern TAG = Pattern.compile("<[^>]*>");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Scene scene;
  private final Map<String, Served> served = new HashMap<>();

  /** A process and its address. */
  private record Served(Process process, String address) {}

  ConsolePages(Scene scene) {
    this.scene = scene;
  }

  /** The page of the event must say what the command line says. */
  void check(Planted planted) {
    String page = page("/event?id=" + planted.event() + parameters(planted.place()), planted);
    Matcher verdict = VERDICT.matcher(page);
    assertThat(verdict.find()).as(page).isTrue();
    Told.checkParts("page", text(verdict.group(2)), planted.words(false).conclusion());
    assertThat(verdict.group(1))
        .as("page")
        .isEqualTo(planted.exitCode(false) == 0 ? "good" : "bad");
    for (String advice : planted.words(false).advice()) {
      // In the place of a command there is a link or a button.
      if (!advice.contains("./bus")) {
        assertThat(text(page)).as("page").containsIgnoringCase(advice);
      }
    }
  }

  private static String parameters(Map<String, String> named) {
    return named.entrySet().stream()
        .map(
            one ->
                "&"
                    + one.getKey()
                    + "="
                    + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining());
  }

  private static String text(String html) {
    return TAG.matcher(html)
        .replaceAll("")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&#39;", "'")
        .replace("&#34;", "\"")
        .replace("&quot;", "\"")
        .replace("&amp;", "&");
  }

  private String page(String path, Planted planted) {
    String asked = planted.tenant() + " " + CommandLineQuestion.modules(planted);
    String address = served.computeIfAbsent(asked, first -> serve(planted)).address();
    try {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(address + path)).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private Served serve(Planted planted) {
    List<String> command = new ArrayList<>(CommandLineQuestion.console(scene));
    command.addAll(List.of("serve", "--port", "0"));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    CommandLineQuestion.surround(builder, planted);
    try {
      Process process = builder.start();
      BufferedReader output =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        Matcher address = ADDRESS.matcher(line);
        if (address.find()) {
          return new Served(process, address.group(1));
        }
      }
      throw new AssertionError("The console ended with " + process.waitFor());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    served.values().forEach(one -> one.process().destroy());
  }
}

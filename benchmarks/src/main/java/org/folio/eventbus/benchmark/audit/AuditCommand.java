/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.audit;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.folio.adapter.audit.AuditAdapter;
import org.folio.adapter.audit.AuditSettings;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.benchmark.BenchmarkException;
import org.folio.eventbus.benchmark.measure.Machine;
import org.folio.eventbus.benchmark.measure.Percentiles;
import org.folio.eventbus.benchmark.scenario.Servers;
import org.folio.eventbus.okapi.module.ModuleProcess;
import org.folio.eventbus.testing.DatabaseCoordinates;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Searches a circulation log of millions of records. */
@Command(
    name = "audit",
    description =
        "Measures GET /audit-data/circulation/logs on a log of millions of records. Exit code 0 if every search was answered with records.")
public final class AuditCommand implements Callable<Integer> {

  private static final long START_LIMIT = 120;
  private static final int WARM_UP = 5;
  private static final double NANOS = 1_000_000.0;
  private static final Pattern TOTAL = Pattern.compile("\"totalRecords\":(\\d+)");

  private final HttpClient client = HttpClient.newHttpClient();

  @Option(names = "--records", defaultValue = "5000000", description = "Default: ${DEFAULT-VALUE}")
  private int records = 0;

  @Option(
      names = "--times",
      defaultValue = "50",
      description =
          "How often each search is asked, each time about something else. Default: ${DEFAULT-VALUE}")
  private int times = 0;

  @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}")
  private long seed = 0;

  @Override
  public Integer call() throws Exception {
    try (Servers servers = Servers.start(false)) {
      System.out.println(Machine.here(servers.postgresVersion()).line());
      DatabaseCoordinates database = servers.newDatabase();
      Map<String, String> variables = servers.variables(database, "audit");
      try (ModuleProcess module =
          ModuleProcess.start(
                  new AuditAdapter(AuditSettings.DEFAULT), EventBusSettings.from(variables), 0)
              .await(START_LIMIT, TimeUnit.SECONDS)) {
        send(module, "POST", "/_/tenant", "{\"module_to\":\"mod-audit-adapter-0.1.0\"}");
        LogFill.fill(database, records);
        System.out.printf(
            Locale.ROOT,
            "%,d records; each search %d times, about something else each time; ms%n",
            records,
            times);
        System.out.printf(
            Locale.ROOT, "%-42s %10s %9s %9s %9s%n", "search", "hits", "median", "p95", "longest");
        boolean right = true;
        for (Search search : Search.ALL) {
          right &= measure(module, search);
        }
        return right ? 0 : 1;
      }
    }
  }

  private boolean measure(ModuleProcess module, Search search) {
    Random random = new Random(seed);
    double[] millis = new double[times];
    double[] hits = new double[times];
    for (int i = -WARM_UP; i < times; i++) {
      String query =
          URLEncoder.encode(search.query().apply(random, records), StandardCharsets.UTF_8);
      long begin = System.nanoTime();
      String page =
          send(module, "GET", "/audit-data/circulation/logs?limit=100&query=" + query, "");
      double taken = (System.nanoTime() - begin) / NANOS;
      if (i >= 0) {
        millis[i] = taken;
        Matcher total = TOTAL.matcher(page);
        hits[i] = total.find() ? Double.parseDouble(total.group(1)) : 0;
      }
    }
    Percentiles taken = new Percentiles(millis);
    double most = new Percentiles(hits).at(100);
    System.out.printf(
        Locale.ROOT,
        "%-42s %,10.0f %9.1f %9.1f %9.1f%n",
        search.name(),
        new Percentiles(hits).at(50),
        taken.at(50),
        taken.at(95),
        taken.at(100));
    return most > 0;
  }

  private String send(ModuleProcess module, String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + module.port() + path))
            .header("X-Okapi-Tenant", "diku")
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new BenchmarkException(path + ": " + answer.statusCode() + " " + answer.body());
      }
      return answer.body();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

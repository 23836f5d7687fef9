/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.folio.eventbus.console.module.ModuleAnswer;
import org.folio.eventbus.console.module.Modules;
import org.folio.eventbus.console.output.Report;
import org.folio.eventbus.console.output.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the progress of subscriptions. */
@Command(
    name = "lag",
    description = "Shows the progress of each subscription and its obstacles. Best with --watch.")
public final class LagCommand extends ListCommand {

  private static final String SUBSCRIPTIONS = "subscriptions";
  private static final String UNKNOWN = "?";

  @Option(
      names = "--trend",
      description =
          "Also the highest lag of each hour of the last day; with --json of each five minutes")
  private boolean trend;

  /** The command. */
  public LagCommand() {
    super(
        "/event-bus/subscriptions",
        SUBSCRIPTIONS,
        "No module that answered has a subscription.",
        List.of(
            "SUBSCRIPTION",
            "PARTITIONS",
            "LAG",
            "SECONDS",
            "IN WORK",
            "APPLIED",
            "PARKED KEYS",
            "GAPS",
            "PROBLEMS AND LAST ERROR"));
  }

  // Each instance reports the partitions that it reads.
  @Override
  List<ModuleAnswer> ask(Modules modules, String path, Map<String, String> query) {
    Map<String, String> question = new LinkedHashMap<>(query);
    if (trend) {
      question.put("trend", "true");
    }
    return modules.askInstances(path, question);
  }

  @Override
  Report report(Modules modules) {
    Report now = super.report(modules);
    return trend
        ? new Report(
            now.json(),
            screen -> {
              now.text().accept(screen);
              LagTrend.print(LagTrend.of(now.json()), screen);
            },
            now.exitCode())
        : now;
  }

  @Override
  String name(Modules modules, ModuleAnswer answer) {
    return modules.shown(answer.module());
  }

  @Override
  List<List<String>> rows(Modules modules, List<ModuleAnswer> answers) {
    List<List<String>> rows = new ArrayList<>(super.rows(modules, answers));
    Map<List<String>, List<JsonNode>> bySubscription = new LinkedHashMap<>();
    for (ModuleAnswer answer : answers) {
      for (JsonNode one : answer.body().path(SUBSCRIPTIONS)) {
        bySubscription
            .computeIfAbsent(
                List.of(answer.module().name(), Text.of(one, "name")), none -> new ArrayList<>())
            .add(one);
      }
    }
    bySubscription.forEach(
        (subscription, instances) -> {
          if (instances.size() > 1) {
            rows.add(total(subscription.get(0), subscription.get(1), instances));
          }
        });
    return rows;
  }

  // Parked keys and gaps come from the tables, which all instances share.
  private static List<String> total(String module, String subscription, List<JsonNode> instances) {
    JsonNode any = instances.get(0);
    double seconds =
        instances.stream().mapToDouble(one -> one.path("lagSeconds").asDouble()).max().orElse(0);
    return List.of(
        module,
        "%s, all %s instances".formatted(subscription, instances.size()),
        sum(instances, "partitions"),
        sum(instances, "lagEvents"),
        Double.toString(seconds),
        sum(instances, "inFlight"),
        sum(instances, "applied"),
        Text.of(any, "parkedKeys"),
        Text.of(any, "openGaps"),
        "");
  }

  private static String sum(List<JsonNode> instances, String member) {
    return Long.toString(instances.stream().mapToLong(one -> one.path(member).asLong()).sum());
  }

  @Override
  List<String> row(JsonNode one) {
    String problems = String.join("; ", Text.sentences(one.path("problems")));
    String error =
        one.has("lastError")
            ? Text.time(one.path("lastError"), "at")
                + " "
                + Text.of(one.path("lastError"), "message")
            : "";
    // An instance without partitions does not know the lag.
    boolean reads = one.path("partitions").asInt() > 0;
    return List.of(
        Text.of(one, "name"),
        Text.of(one, "partitions"),
        reads ? Text.of(one, "lagEvents") : UNKNOWN,
        reads ? Text.of(one, "lagSeconds") : UNKNOWN,
        Text.of(one, "inFlight"),
        Text.of(one, "applied"),
        Text.of(one, "parkedKeys"),
        Text.of(one, "openGaps"),
        problems.isEmpty() ? error : problems);
  }

  @Override
  boolean problem(JsonNode one) {
    return !one.path("problems").isEmpty();
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import java.util.LinkedHashMap;
import java.util.Map;
import org.folio.eventbus.console.module.Modules;
import org.folio.eventbus.console.output.Answers;
import org.folio.eventbus.console.output.Report;
import org.folio.eventbus.console.trace.KeyTimeline;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the history of a key. */
@Command(
    name = "key",
    description = "Shows a key in the order of its sequences, with the missing ones.",
    footer = {"", "  bus key circulation.loan-events 2f1c7a34-93a1-4d0e-8e58-0c3a6be0a111"})
public final class KeyCommand extends ConsoleCommand {

  @Parameters(
      index = "0",
      paramLabel = "STREAM",
      description = "For example circulation.loan-events")
  private String stream = "";

  @Parameters(
      index = "1",
      paramLabel = "KEY",
      description =
          "The key, for loans the patron's id; or its masked form, if that matches only one key")
  private String key = "";

  @Option(
      names = "--from-sequence",
      paramLabel = "N",
      defaultValue = "1",
      description = "The first sequence. Default: ${DEFAULT-VALUE}")
  private long from;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "How many sequences, 1,000 at most. Default: ${DEFAULT-VALUE}")
  private int limit;

  @Override
  Report report(Modules modules) {
    Map<String, String> question = new LinkedHashMap<>(output().disclosure());
    question.put("stream", stream);
    question.put("key", key);
    question.put("from", Long.toString(from));
    question.put("limit", Integer.toString(limit));
    Answers answers = new Answers(modules.ask("/event-bus/keys", question));
    KeyTimeline timeline = KeyTimeline.of(stream, key, from, limit, answers);
    return new Report(JSON.valueToTree(timeline), timeline::print, timeline.exitCode());
  }
}

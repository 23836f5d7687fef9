/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.module;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.folio.eventbus.console.ConsoleException;

/**
 * All modules that are asked, at the same time. Blocks until the last has answered or its time is
 * over.
 *
 * @param all at least one
 */
public record Modules(List<EventBusModule> all, ModuleClient client) {

  /** Asks all of them the same, in their order, each instance of a module. */
  public List<ModuleAnswer> askInstances(String path, Map<String, String> query) {
    return together(all, module -> client.get(module, path, query));
  }

  /**
   * Asks each module the same, in their order: what its tables say. Of several instances of a
   * module one that could tell stands for all.
   */
  public List<ModuleAnswer> ask(String path, Map<String, String> query) {
    List<ModuleAnswer> answers = new ArrayList<>();
    for (ModuleAnswer answer : askInstances(path, query)) {
      int same = indexOf(answers, answer.module());
      if (same < 0) {
        answers.add(answer);
      } else if (answer.saysMoreThan(answers.get(same))) {
        answers.set(same, answer);
      }
    }
    return answers;
  }

  /** How one is shown beside the others: of several instances of a module each with its address. */
  public String shown(EventBusModule module) {
    return all.stream().filter(module::isInstanceOf).count() > 1
        ? "%s at %s".formatted(module.name(), module.base())
        : module.name();
  }

  private static int indexOf(List<ModuleAnswer> answers, EventBusModule module) {
    return IntStream.range(0, answers.size())
        .filter(index -> answers.get(index).module().isInstanceOf(module))
        .findFirst()
        .orElse(-1);
  }

  /** Asks each of some of them. */
  public static List<ModuleAnswer> together(
      List<EventBusModule> asked, Function<EventBusModule, CompletableFuture<ModuleAnswer>> how) {
    List<CompletableFuture<ModuleAnswer>> answers = asked.stream().map(how).toList();
    return answers.stream().map(CompletableFuture::join).toList();
  }

  /** Asks one. */
  public ModuleAnswer ask(EventBusModule module, String path, Map<String, String> query) {
    return client.get(module, path, query).join();
  }

  /** Has something done by one. */
  public ModuleAnswer act(
      EventBusModule module, String path, Map<String, String> query, JsonNode body) {
    return client.post(module, path, query, body).join();
  }

  /**
   * The module that a user means.
   *
   * @throws ConsoleException if there is none, or several
   */
  public EventBusModule called(String text) {
    List<EventBusModule> found =
        all.stream()
            .filter(module -> module.name().equals(text))
            .findFirst()
            .map(List::of)
            .orElseGet(() -> all.stream().filter(module -> module.isCalled(text)).toList());
    if (found.size() == 1) {
      return found.get(0);
    }
    throw ConsoleException.usage(
        "%s module is called %s; there are %s"
            .formatted(found.isEmpty() ? "No" : "More than one", text, names(all)));
  }

  /** Names, for a sentence. */
  public static String names(List<EventBusModule> modules) {
    return modules.stream().map(EventBusModule::name).collect(Collectors.joining(", "));
  }
}

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
 * All modules, asked concurrently. Blocks until the last has answered or its time limit is over.
 *
 * @param all at least one
 */
public record Modules(List<EventBusModule> all, ModuleClient client) {

  /**
   * Asks each instance of each module the same question; answers are in the order of the instances.
   */
  public List<ModuleAnswer> askInstances(String path, Map<String, String> query) {
    return together(all, module -> client.get(module, path, query));
  }

  /**
   * Asks each module the same question about its tables; answers are in order. One instance that
   * can answer represents all instances of a module.
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

  /** The display name beside the others: instances of the same module show their address. */
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

  /** Asks each of some modules. */
  public static List<ModuleAnswer> together(
      List<EventBusModule> asked, Function<EventBusModule, CompletableFuture<ModuleAnswer>> how) {
    List<CompletableFuture<ModuleAnswer>> answers = asked.stream().map(how).toList();
    return answers.stream().map(CompletableFuture::join).toList();
  }

  /** Asks one module. */
  public ModuleAnswer ask(EventBusModule module, String path, Map<String, String> query) {
    return client.get(module, path, query).join();
  }

  /** Requests an action of one module. */
  public ModuleAnswer act(
      EventBusModule module, String path, Map<String, String> query, JsonNode body) {
    return client.post(module, path, query, body).join();
  }

  /**
   * The module that the user selects.
   *
   * @throws ConsoleException if none or several match
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

  /** Names for a sentence. */
  public static String names(List<EventBusModule> modules) {
    return modules.stream().map(EventBusModule::name).collect(Collectors.joining(", "));
  }
}

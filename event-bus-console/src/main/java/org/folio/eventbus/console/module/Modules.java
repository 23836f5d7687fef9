/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.module;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.folio.eventbus.console.ConsoleException;

/**
 * All modules that are asked, at the same time. Blocks until the last has answered or its time is
 * over.
 *
 * @param all at least one
 */
public record Modules(List<EventBusModule> all, ModuleClient client) {

  /** Asks all of them the same, in their order. */
  public List<ModuleAnswer> ask(String path, Map<String, String> query) {
    return together(all, module -> client.get(module, path, query));
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

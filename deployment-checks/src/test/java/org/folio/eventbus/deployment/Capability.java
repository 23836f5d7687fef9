/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.deployment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What Eureka makes of a permission: roles are given capabilities, and a permission without one can
 * be given to nobody. The rules are those of {@code PermissionUtils} in folio-org's
 * applications-poc-tools (folio-permission-utils).
 *
 * @param resource the words of the permission before its action
 */
record Capability(String resource, Type type, Action action) {

  /** The kind of a capability. */
  enum Type {
    DATA,
    SETTINGS,
    PROCEDURAL
  }

  /** What a capability allows. */
  enum Action {
    VIEW,
    CREATE,
    EDIT,
    DELETE,
    MANAGE,
    EXECUTE
  }

  private static final Map<String, Action> ACTIONS =
      Map.ofEntries(
          Map.entry("get", Action.VIEW),
          Map.entry("view", Action.VIEW),
          Map.entry("read", Action.VIEW),
          Map.entry("get-all", Action.VIEW),
          Map.entry("read-all", Action.VIEW),
          Map.entry("search", Action.VIEW),
          Map.entry("post", Action.CREATE),
          Map.entry("create", Action.CREATE),
          Map.entry("write", Action.CREATE),
          Map.entry("put", Action.EDIT),
          Map.entry("edit", Action.EDIT),
          Map.entry("update", Action.EDIT),
          Map.entry("patch", Action.EDIT),
          Map.entry("delete", Action.DELETE),
          Map.entry("delete-all", Action.DELETE),
          Map.entry("all", Action.MANAGE),
          Map.entry("manage", Action.MANAGE),
          Map.entry("allops", Action.MANAGE));

  private static final Set<String> PROCEDURES =
      Set.of(
          "post",
          "download",
          "export",
          "assign",
          "restore",
          "approve",
          "reopen",
          "start",
          "unopen",
          "validate",
          "resend",
          "run-jobs",
          "stop-jobs",
          "generate",
          "reset",
          "test",
          "import",
          "cancel",
          "exportCSV",
          "showHidden",
          "updateEncumbrances",
          "execute",
          "move");

  private static final Set<String> RECORDS = Set.of("item", "items", "collection");
  private static final List<String> SETTINGS = List.of("module", "settings");

  /** The capability of a permission; empty if there is none. */
  static Optional<Capability> of(String permission) {
    List<String> words = List.of(permission.split("\\."));
    if (words.size() < 2) {
      return Optional.empty();
    }
    Type type = type(permission, words);
    String last = words.get(words.size() - 1);
    List<String> before = words.subList(0, words.size() - 1);
    if (type == Type.PROCEDURAL) {
      return capability(PROCEDURES.contains(last) ? before : words, type, Action.EXECUTE);
    }
    Action action = ACTIONS.get(last);
    if (action != null) {
      return capability(before, type, action);
    }
    return type == Type.SETTINGS ? capability(words, type, Action.VIEW) : Optional.empty();
  }

  private static Type type(String permission, List<String> words) {
    if (SETTINGS.stream().anyMatch(one -> words.contains(one) || permission.startsWith(one))) {
      return Type.SETTINGS;
    }
    boolean record = words.stream().anyMatch(RECORDS::contains);
    if (!record && PROCEDURES.stream().anyMatch(permission::endsWith)) {
      return Type.PROCEDURAL;
    }
    if (permission.endsWith(".item.post") || permission.endsWith(".collection.post")) {
      return Type.DATA;
    }
    return words.stream().anyMatch(PROCEDURES::contains) ? Type.PROCEDURAL : Type.DATA;
  }

  private static Optional<Capability> capability(List<String> words, Type type, Action action) {
    String resource =
        words.stream()
            .flatMap(word -> Arrays.stream(word.split("_")))
            .map(
                word ->
                    Arrays.stream(word.split("-"))
                        .map(Capability::capital)
                        .collect(Collectors.joining("-")))
            .collect(Collectors.joining(" "));
    return Optional.of(new Capability(resource.replaceFirst("^Ui", "UI"), type, action));
  }

  private static String capital(String word) {
    return word.isEmpty()
        ? word
        : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.module;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;

/**
 * Where mod-patron-blocks-adapter keeps events that were pushed over HTTP until they are applied.
 * They have neither numbers nor ids and are in no other answer.
 */
public final class PushInbox {

  private static final String MODULE = "mod-patron-blocks-adapter";
  private static final String PATH = "/automated-patron-blocks/handlers/inbox";
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  private PushInbox() {}

  /** What waits, as the module tells; empty if it was not asked, or has none in its mode. */
  public static List<ModuleAnswer> ask(Modules modules) {
    return modules.all().stream()
        .filter(one -> one.name().equals(MODULE))
        .limit(1)
        .map(one -> modules.ask(one, PATH, Map.of()))
        .filter(one -> one.good() || !isAbsent(one))
        .toList();
  }

  /** Lets what cannot be applied be tried again. */
  public static ModuleAnswer release(Modules modules, EventBusModule module, String reason) {
    return modules.act(
        module,
        PATH + "/release",
        Map.of(),
        JsonNodeFactory.instance.objectNode().put("reason", reason));
  }

  /** Whether whoever asks may not hear it. */
  public static boolean isRefused(ModuleAnswer answer) {
    return answer.status() == FORBIDDEN;
  }

  // In mode forward mod-patron-blocks takes what is pushed.
  private static boolean isAbsent(ModuleAnswer answer) {
    return answer.status() == NOT_FOUND;
  }
}

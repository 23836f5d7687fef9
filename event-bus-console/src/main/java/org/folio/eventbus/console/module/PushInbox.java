/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.module;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;

/**
 * The inbox of mod-patron-blocks-adapter, which keeps events pushed over HTTP until they are
 * applied. They have neither numbers nor ids and are in no other answer.
 */
public final class PushInbox {

  private static final String MODULE = "mod-patron-blocks-adapter";
  private static final String PATH = "/automated-patron-blocks/handlers/inbox";
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  private PushInbox() {}

  /**
   * The waiting events, as the module reports them; empty if it was not asked, or has no inbox in
   * its mode.
   */
  public static List<ModuleAnswer> ask(Modules modules) {
    return modules.all().stream()
        .filter(one -> one.name().equals(MODULE))
        .limit(1)
        .map(one -> modules.ask(one, PATH, Map.of()))
        .filter(one -> one.good() || !isAbsent(one))
        .toList();
  }

  /** Retries events that cannot be applied. */
  public static ModuleAnswer release(Modules modules, EventBusModule module, String reason) {
    return modules.act(
        module,
        PATH + "/release",
        Map.of(),
        JsonNodeFactory.instance.objectNode().put("reason", reason));
  }

  /** Whether the user lacks the permission. */
  public static boolean isRefused(ModuleAnswer answer) {
    return answer.status() == FORBIDDEN;
  }

  // In mode forward mod-patron-blocks receives pushed events.
  private static boolean isAbsent(ModuleAnswer answer) {
    return answer.status() == NOT_FOUND;
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.fact;

import java.util.Locale;

/** The paths of mod-patron-blocks for events (contract: circulation 2.3). */
public final class HandlerPaths {

  private static final String HANDLERS = "/automated-patron-blocks/handlers/";

  private HandlerPaths() {}

  /** The path for events of a type, for example {@code ITEM_CHECKED_OUT}. */
  public static String of(String type) {
    return HANDLERS + type.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

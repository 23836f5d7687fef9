/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.fact;

import java.util.Set;
import org.folio.eventbus.EventCatalog;

/** The subscriptions of the module. Their names are part of every cursor and never change. */
public final class PatronStreams {

  /** The subscription to loan events. */
  public static final String LOANS = "patron-summary";

  /** The subscription to account events. */
  public static final String FEES_FINES = "patron-fees-fines";

  /** Every event that changes a summary. */
  public static final EventCatalog CATALOG =
      EventCatalog.circulation().and(EventCatalog.feesFines());

  /** The account events that change a summary; the other one only concerns mod-circulation. */
  public static final Set<String> ACCOUNT_EVENT_TYPES = Set.of("FEE_FINE_BALANCE_CHANGED");

  private PatronStreams() {}
}

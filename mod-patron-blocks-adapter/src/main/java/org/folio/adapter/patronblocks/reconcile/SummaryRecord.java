/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile;

import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** What a summary says about one loan or account while it is open. */
public interface SummaryRecord {

  UUID id();

  /** The patron of the summary. */
  UUID userId();

  /** What is shown of it beside a difference. */
  JsonObject json();
}

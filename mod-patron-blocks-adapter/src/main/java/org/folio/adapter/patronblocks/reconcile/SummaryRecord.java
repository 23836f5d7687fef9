/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile;

import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** A summary's version of an open loan or account. */
public interface SummaryRecord {

  UUID id();

  /** The patron of the summary. */
  UUID userId();

  /** The part that is shown beside a difference. */
  JsonObject json();
}

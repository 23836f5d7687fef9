/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.replay;

import io.vertx.core.Future;
import java.util.List;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.TransactionalHandler;

/**
 * Applies events again, each once and in the order of its key, in a separate schema beside the
 * tenant's ({@code diku_mod_reader_shadow}), and compares both schemas. The comparison shows
 * whether the live tables agree with the events, or whether a changed handler works correctly. Each
 * run creates the shadow anew with the module's changelogs. The shadow stays until the next run or
 * until the tenant is purged. Live tables are only read: a handler that writes outside the schema
 * of its batch is rolled back and ends the run.
 *
 * <p>A shadow can only use the events that Kafka or the journal still holds. A key whose first
 * events are gone begins with the first available event. Safe for use by several threads; one run
 * at a time per tenant.
 */
public interface Shadow {

  /**
   * Applies the records of the subscription's topics.
   *
   * @param subscription the topics and the {@link TransactionalHandler}; it need not be a
   *     subscription of this bus, for example {@link Subscription#handledBy} a changed handler
   * @param selection the events; for equal results it must include whole keys from their beginning
   * @param comparisons the comparisons to make; may be empty
   * @return fails with {@link IllegalArgumentException} if the selection, the handler, a comparison
   *     or the length of the shadow's name is invalid, and with the cause if the run could not
   *     continue
   */
  Future<ShadowResult> replay(
      TenantId tenant,
      Subscription subscription,
      RecordSelection selection,
      List<Comparison> comparisons);

  /**
   * Applies the events that this module has published, from its journal, {@link
   * RecordSelection#MOST_EVENTS} events at most; otherwise the same.
   */
  Future<ShadowResult> replay(
      TenantId tenant,
      Subscription subscription,
      ReplaySelection selection,
      List<Comparison> comparisons);
}

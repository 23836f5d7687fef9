/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.replay;

import io.vertx.core.Future;
import java.util.List;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.TransactionalHandler;

/**
 * Applies events once more, in order per key and each once, in a schema of its own beside the
 * tenant's ({@code diku_mod_reader_shadow}), and compares both: whether the live tables are what
 * the events say, or whether a changed handler does what it should. The shadow is made anew by each
 * run with the module's changelogs, and stays until the next run or until the tenant is purged.
 * Live tables are only read: a handler that writes outside of the schema of its batch is rolled
 * back and ends the run.
 *
 * <p>A shadow knows what Kafka, or the journal, has kept. A key whose first events are gone begins
 * with the first that is there. Usable from any thread; for one tenant one run at a time.
 */
public interface Shadow {

  /**
   * Applies what the subscription's topics have.
   *
   * @param subscription what to read and what to do with it, with a {@link TransactionalHandler};
   *     it need not be one of this bus, for example {@link Subscription#handledBy} a changed
   *     handler
   * @param selection which events; those of whole keys from their beginning, if the answers are to
   *     be the same
   * @param comparisons what is compared; may be empty
   * @return fails with {@link IllegalArgumentException} if the selection, the handler, a comparison
   *     or the length of the shadow's name is wrong, and with the cause if it could not go on
   */
  Future<ShadowResult> replay(
      TenantId tenant,
      Subscription subscription,
      RecordSelection selection,
      List<Comparison> comparisons);

  /**
   * Applies what this module has published, from its journal, {@link RecordSelection#MOST_EVENTS}
   * events at most; otherwise the same.
   */
  Future<ShadowResult> replay(
      TenantId tenant,
      Subscription subscription,
      ReplaySelection selection,
      List<Comparison> comparisons);
}

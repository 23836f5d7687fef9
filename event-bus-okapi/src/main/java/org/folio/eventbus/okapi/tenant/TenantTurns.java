/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.tenant;

import io.vertx.core.Future;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.folio.eventbus.TenantId;

/** Runs the tasks of one tenant one after another, and those of different tenants concurrently. */
final class TenantTurns {

  private final ConcurrentMap<TenantId, Future<Void>> last = new ConcurrentHashMap<>();

  Future<Void> run(TenantId tenant, Supplier<Future<Void>> work) {
    Future<Void> mine =
        last.compute(
            tenant,
            (id, before) ->
                before == null
                    ? Future.<Void>succeededFuture().compose(start -> work.get())
                    : before.transform(ended -> work.get()));
    return mine.onComplete(ended -> last.remove(tenant, mine));
  }
}

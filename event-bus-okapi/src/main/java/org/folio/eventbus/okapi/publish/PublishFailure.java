/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.publish;

import io.vertx.pgclient.PgException;
import java.util.List;
import org.folio.eventbus.PublicationCollisionException;

/** Classifies failures of publishing. */
public final class PublishFailure {

  // Another transaction published the same new event id at the same moment, or two batches
  // deadlocked. Nothing was stored; the same request succeeds when repeated.
  private static final List<String> COLLISION = List.of("23505", "40001", "40P01");

  private PublishFailure() {}

  /** Whether another transaction interfered, so that the same one may be retried. */
  public static boolean isCollision(Throwable cause) {
    return cause instanceof PublicationCollisionException
        || cause instanceof PgException refused && COLLISION.contains(refused.getSqlState());
  }
}

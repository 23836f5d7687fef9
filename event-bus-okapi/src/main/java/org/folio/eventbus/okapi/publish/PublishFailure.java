/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.publish;

import io.vertx.pgclient.PgException;
import java.util.List;
import org.folio.eventbus.PublicationCollisionException;

/** Tells failures of publishing apart. */
public final class PublishFailure {

  // Another transaction published the same new event id in the same moment, or two batches locked
  // their keys in each other's way. Nothing was stored; the same request succeeds when repeated.
  private static final List<String> COLLISION = List.of("23505", "40001", "40P01");

  private PublishFailure() {}

  /** Whether another transaction was in the way, so that the same one may be tried again. */
  public static boolean isCollision(Throwable cause) {
    return cause instanceof PublicationCollisionException
        || cause instanceof PgException refused && COLLISION.contains(refused.getSqlState());
  }
}

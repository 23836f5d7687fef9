/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.deliver;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A delivery failed for a reason that does not concern the event: Okapi or the module is down, or
 * the system user may not call it. {@link org.folio.eventbus.FailureClassifier#STANDARD} treats it
 * as an outage, like every failure of a connection: the event is delivered again until the reason
 * is gone, and is not parked.
 */
public final class ReceiverAwayException extends IOException {

  private static final long serialVersionUID = 1;

  ReceiverAwayException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  ReceiverAwayException(String message) {
    super(message);
  }
}

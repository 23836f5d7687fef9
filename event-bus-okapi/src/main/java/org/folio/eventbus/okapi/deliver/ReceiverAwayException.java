/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.deliver;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A delivery failed for a reason that says nothing about the event: Okapi or the module is away, or
 * the system user may not call it. For {@link org.folio.eventbus.FailureClassifier#STANDARD} it is
 * an outage, as every failure of a connection is: the event is delivered again until the reason is
 * gone, and is not parked.
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

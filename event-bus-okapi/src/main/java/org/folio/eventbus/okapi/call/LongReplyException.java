/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.call;

import java.io.IOException;

/** An answer exceeded the size limit. */
public final class LongReplyException extends IOException {

  private static final long serialVersionUID = 1;

  LongReplyException(int mostBytes) {
    super("The answer is longer than " + mostBytes + " bytes; the connection was closed");
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A server is unreachable. */
public final class OutageException extends UncheckedIOException {

  private static final long serialVersionUID = 1;

  OutageException(String message) {
    super(new IOException(message));
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import java.util.UUID;

/** Names that are valid in topics and in unquoted SQL. */
final class RandomNames {

  private RandomNames() {}

  static String next() {
    return "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 10);
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.blocks;

import java.util.UUID;

/** The patrons of the measured library, identified by numbers. */
final class Patrons {

  /** The only patron group. */
  static final UUID GROUP = UUID.fromString("3684a786-6671-4268-8ed0-9db82ebca60b");

  private static final long VERSION = 0x4000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private Patrons() {}

  /** The id of a patron; the same id as in {@link Library}'s statements. */
  static UUID id(long number) {
    return new UUID(VERSION, VARIANT | number);
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.summary;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.folio.eventbus.TenantId;

/**
 * The id of a patron's summary: a name-based UUID of version 5, so that it needs no table and stays
 * the same when a summary becomes empty and fills again.
 */
final class SummaryId {

  // Drawn once; with another value every summary would change its id.
  private static final UUID NAMESPACE = UUID.fromString("5d0b6c0e-5a0f-4b5b-9f1d-6d8f3a1c2e47");

  private static final long VERSION_MASK = 0xFFFFFFFFFFFF0FFFL;
  private static final long VERSION_5 = 0x5000L;
  private static final long VARIANT_MASK = 0x3FFFFFFFFFFFFFFFL;
  private static final long VARIANT = 0x8000000000000000L;

  private SummaryId() {}

  static UUID of(TenantId tenant, UUID userId) {
    ByteBuffer namespace =
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(NAMESPACE.getMostSignificantBits())
            .putLong(NAMESPACE.getLeastSignificantBits());
    MessageDigest sha1 = sha1();
    sha1.update(namespace.array());
    sha1.update((tenant + ":" + userId).getBytes(StandardCharsets.UTF_8));
    ByteBuffer hash = ByteBuffer.wrap(sha1.digest());
    return new UUID(
        hash.getLong() & VERSION_MASK | VERSION_5, hash.getLong() & VARIANT_MASK | VARIANT);
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-1, but this one does not", e);
    }
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.consume;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.folio.eventbus.TenantId;
import org.junit.jupiter.api.Test;

/** Law L11: how many batches of a tenant may be in work at once. */
class SharesTest {

  private static final TenantId BULK = new TenantId("bulk");
  private static final TenantId DESK = new TenantId("desk");
  private static final long LATER = Duration.ofSeconds(1).toNanos();

  private final Shares shares = new Shares(3);

  @Test
  void tenantThatIsAloneHasAll() {
    assertThat(mayHave(BULK, 0)).isEqualTo(3);
  }

  @Test
  void twoTenantsHaveTheLargerHalfAtMost() {
    comesAndGoes(DESK, 0);

    assertThat(mayHave(BULK, 0)).isEqualTo(2);
  }

  @Test
  void oneOfManyTenantsHasOne() {
    for (int i = 0; i < 200; i++) {
      comesAndGoes(new TenantId("tenant" + i), 0);
    }

    assertThat(mayHave(BULK, 0)).isEqualTo(1);
    assertThat(mayHave(DESK, 0)).isEqualTo(1);
  }

  @Test
  void tenantThatHasBeenQuietForASecondLeavesItsShareToTheOthers() {
    comesAndGoes(DESK, 0);

    assertThat(mayHave(BULK, LATER - 1)).isEqualTo(2);
    assertThat(shares.permits(BULK, 0, LATER)).isTrue();
  }

  @Test
  void tenantWithABatchInWorkIsNotForgotten() {
    shares.begun(DESK, 0);

    assertThat(mayHave(BULK, 10 * LATER)).isEqualTo(2);
  }

  @Test
  void batchThatHangsDoesNotCount() {
    for (int i = 0; i < 200; i++) {
      comesAndGoes(new TenantId("tenant" + i), 0);
    }
    shares.begun(BULK, 0);

    assertThat(shares.permits(BULK, 0, 0)).isFalse();
    assertThat(shares.permits(BULK, 1, 0)).isTrue();
  }

  private void comesAndGoes(TenantId tenant, long now) {
    shares.begun(tenant, now);
    shares.ended(tenant, now);
  }

  private int mayHave(TenantId tenant, long now) {
    int begun = 0;
    while (shares.permits(tenant, 0, now)) {
      shares.begun(tenant, now);
      begun++;
    }
    return begun;
  }
}

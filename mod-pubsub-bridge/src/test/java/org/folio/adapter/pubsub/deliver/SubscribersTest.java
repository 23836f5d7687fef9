/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SubscribersTest {

  private static final String STREAM = "pubsub.events";

  /** A tenant could otherwise take the events of another tenant's module. */
  @Test
  void noProductGetsTheNameThatStandsForAnother() {
    String name = Subscribers.name("Mod_Weird", STREAM);
    String product = name.substring(0, name.indexOf('-'));

    assertThat(Subscribers.name(product, STREAM)).isNotEqualTo(name);
  }

  @Test
  void nameOfAPlainProductIsReadable() {
    assertThat(Subscribers.name("mod-sink", STREAM)).isEqualTo("mod-sink-pubsub-events");
  }
}

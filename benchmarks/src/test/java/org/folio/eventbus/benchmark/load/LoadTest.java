/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.folio.eventbus.EventCatalog;
import org.junit.jupiter.api.Test;

class LoadTest {

  private static List<GeneratedEvent> events(Load load) {
    List<GeneratedEvent> events = new ArrayList<>();
    load.forEach(events::add);
    return events;
  }

  @Test
  void sameNumbersGiveTheSameEvents() {
    assertThat(events(Load.plain(500, 20, 3))).isEqualTo(events(Load.plain(500, 20, 3)));
  }

  @Test
  void eventsAreValidAndNumberedWithoutGaps() {
    Map<UUID, Long> last = new HashMap<>();
    for (GeneratedEvent event : events(new Load(2_000, 50, 10, 0, 3))) {
      assertThat(EventCatalog.circulation().violations(event.type(), event.payload())).isEmpty();
      assertThat(event.sequence()).isEqualTo(last.merge(event.user(), 1L, Long::sum));
    }
  }

  @Test
  void parkedKeyHasNoFurtherEffects() {
    Load load = new Load(2_000, 50, 100, 0, 3);
    Model parks = new Model(Refusal.PARKS_KEY);
    Model drops = new Model(Refusal.DROPS_EVENT);
    load.forEach(parks::apply);
    load.forEach(drops::apply);
    assertThat(drops.effects()).isEqualTo(1_980);
    assertThat(parks.effects()).isLessThan(drops.effects());
    assertThat(drops.open())
        .isEqualTo(drops.patrons().values().stream().mapToInt(Model.Patron::openLoans).sum());
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The builder refuses an impossible description before it opens a connection. */
class EventBusBuilderTest {

  // No test connects to these addresses.
  private static final Map<String, String> SETTINGS =
      Map.of("DB_DATABASE", "folio", "DB_USERNAME", "folio", "DB_PASSWORD", "folio");

  private final Vertx vertx = Vertx.vertx();
  private final EventBusBuilder bus =
      EventBus.builder(vertx, EventBusSettings.from(SETTINGS), "mod-example");

  @AfterEach
  void close() {
    vertx.close();
  }

  @Test
  void twoSubscriptionsHaveTwoNames() {
    bus.subscribe(subscription(EventCatalog.LOAN_EVENTS, "ITEM_CHECKED_OUT"))
        .subscribe(subscription(EventCatalog.LOAN_EVENTS, "ITEM_CHECKED_IN"));

    refused().withMessageContaining("Two subscriptions have the name counter");
  }

  @Test
  void subscriptionReadsAStreamOfTheCatalog() {
    bus.subscribe(subscription("circulation.loans", "ITEM_CHECKED_OUT"));

    refused()
        .withMessageContaining("Subscription counter reads stream circulation.loans")
        .withMessageContaining(EventCatalog.LOAN_EVENTS);
  }

  @Test
  void subscriptionHandlesTypesOfItsStream() {
    bus.subscribe(subscription(EventCatalog.LOAN_EVENTS, "ITEM_CHECKED_UOT"));

    refused()
        .withMessageContaining("no type ITEM_CHECKED_UOT")
        .withMessageContaining("LOAN_CLOSED");
  }

  @Test
  void publishedStreamHasTypes() {
    bus.publish(List.of(EventCatalog.ACCOUNT_EVENTS));

    refused().withMessageContaining("publishes on stream feesfines.account-events");
  }

  @Test
  void keyIsAPropertyOfTheSchema() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> catalog("loanID", "itemCheckedOut.json"))
        .withMessage(
            "The key of CHECKED_OUT is loanID, which its schema itemCheckedOut.json does not declare");
  }

  @Test
  void schemaThatIsMissingIsNamedWithItsFolder() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> catalog("loanId", "/acme/lost.json"))
        .withMessage("There is no schema /acme/lost.json on the class path");
  }

  @Test
  void schemaThatIsNotTheLibrarysNeedsASlash() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> catalog("loanId", "acme/roomBooked.json"))
        .withMessageContaining("/org/folio/eventbus/schemas/acme/roomBooked.json")
        .withMessageEndingWith("with a slash before it: /acme/roomBooked.json");
  }

  @Test
  void changelogLiesOnTheClassPath() {
    bus.changelog("lost.sql");

    refused().withMessage("There is no changelog lost.sql on the class path");
  }

  private ThrowableAssertAlternative<IllegalArgumentException> refused() {
    return assertThatIllegalArgumentException().isThrownBy(bus::build);
  }

  private static EventCatalog catalog(String key, String schema) {
    return new EventCatalog(List.of(new EventType("CHECKED_OUT", "loans", key, schema)));
  }

  private static Subscription subscription(String stream, String type) {
    return new Subscription(
        "counter", stream, Set.of(type), (batch, tx) -> Future.succeededFuture());
  }
}

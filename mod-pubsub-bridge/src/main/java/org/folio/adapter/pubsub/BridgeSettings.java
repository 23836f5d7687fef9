/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.folio.adapter.pubsub.registry.SubscriptionLimit;
import org.folio.eventbus.base.settings.Environment;
import org.folio.eventbus.okapi.OkapiSettings;

/**
 * The settings of the module. The names of variables that mod-pubsub has too are its own, so that
 * an installation keeps them; only dots become underscores.
 *
 * @param okapi how subscribers are called; has an address
 * @param createUser whether enabling a tenant creates the system user
 * @param keepPayloads whether payloads are kept for the audit route
 * @param modPubSub the address of a mod-pubsub behind this module; empty if there is none
 * @param historyDays days for which the history is kept
 * @param owners the adapters that publish streams in place of the bridge
 * @param subscriptions the most of each tenant
 */
public record BridgeSettings(
    OkapiSettings okapi,
    boolean createUser,
    boolean keepPayloads,
    Optional<String> modPubSub,
    int historyDays,
    Set<StreamOwner> owners,
    SubscriptionLimit subscriptions) {

  /** The variable that switches the creation of the system user. */
  public static final String CREATE_USER = "SYSTEM_USER_CREATE";

  /** The variable that switches the keeping of payloads. */
  public static final String KEEP_PAYLOADS = "EVENT_PAYLOAD_AUDIT_ENABLED";

  /** The variable with the address of a mod-pubsub that the bridge takes over from. */
  public static final String MOD_PUBSUB = "MOD_PUBSUB_URL";

  /** The variable that limits the history. */
  public static final String HISTORY = "PUBSUB_HISTORY_DAYS";

  /** The variable that names the adapters which publish streams in place of the bridge. */
  public static final String OWNERS = "PUBSUB_STREAM_OWNERS";

  private static final Pattern NAMES =
      Pattern.compile("(circulation|feesfines)(, *(circulation|feesfines))?");

  // As long as journal and receipts, so that both answer for the same time.
  private static final int DEFAULT_DAYS = 90;
  private static final int MOST_DAYS = 36_500;

  // As many consumers and threads as a process of some gigabytes can hold.
  private static final int MOST_SUBSCRIPTIONS = 1_000;

  private static final Pattern FLAG = Pattern.compile("(?i)true|false");
  private static final Pattern ADDRESS =
      Pattern.compile("https?://[A-Za-z0-9._-]+(:\\d{1,5})?(/[A-Za-z0-9._~/-]*)?");

  /** Reads the settings; the environment collects invalid values. */
  static BridgeSettings from(Environment environment) {
    OkapiSettings okapi = OkapiSettings.from(environment);
    boolean createUser = flag(environment, CREATE_USER, true);
    if (okapi.url().isEmpty()) {
      environment.refuse(
          OkapiSettings.URL
              + " is not set; expected the address of Okapi, through which subscribers are called.");
    }
    if (createUser && okapi.systemUser().isEmpty()) {
      environment.refuse(
          "SYSTEM_USER_NAME and SYSTEM_USER_PASSWORD are not set; expected the user that calls subscribers, or %s=false if Okapi runs without authentication."
              .formatted(CREATE_USER));
    }
    return new BridgeSettings(
        okapi,
        createUser,
        flag(environment, KEEP_PAYLOADS, false),
        environment
            .optionalMatching(
                MOD_PUBSUB,
                ADDRESS,
                "the address of mod-pubsub itself, without Okapi, for example http://mod-pubsub:8081")
            .map(address -> address.replaceAll("/+$", "")),
        environment.number(HISTORY, DEFAULT_DAYS, 1, MOST_DAYS),
        environment
            .optionalMatching(OWNERS, NAMES, "circulation, feesfines, or both with a comma between")
            .map(StreamOwner::named)
            .orElse(Set.of()),
        new SubscriptionLimit(
            environment.number(
                SubscriptionLimit.VARIABLE, SubscriptionLimit.DEFAULT, 1, MOST_SUBSCRIPTIONS)));
  }

  private static boolean flag(Environment environment, String name, boolean otherwise) {
    return Boolean.parseBoolean(
        environment.matching(name, Boolean.toString(otherwise), FLAG, "true or false"));
  }
}

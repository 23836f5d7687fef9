/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.log;

/**
 * The code with which a log line begins. The code stays the same over releases. {@code
 * docs/log-codes.md} explains each code and the remedy, in the order of the constants.
 */
public enum LogCode {
  /** The module cannot start with its settings. */
  SETTINGS_WRONG(1001),
  /** The module cannot start for another reason. */
  START_FAILED(1002),
  /** The module serves. */
  STARTED(1003),
  /** The module did not stop in time. */
  STOP_OVERDUE(1004),
  /** Whether events are delivered to a deployed module. */
  DELIVERY_CHOSEN(1005),
  /** The database cannot be reached or rejects calls. */
  DATABASE_AWAY(1011),
  /** The database is back. */
  DATABASE_BACK(1012),
  /** No broker answers. */
  BROKERS_AWAY(1013),
  /** Brokers answer again. */
  BROKERS_BACK(1014),
  /** A tenant was enabled. */
  TENANT_ENABLED(1021),
  /** A tenant was disabled. */
  TENANT_DISABLED(1022),
  /** A tenant's data was removed. */
  TENANT_PURGED(1023),
  /** A tenant could not be enabled by a job. */
  TENANT_JOB_FAILED(1024),
  /** The progress of a tenant job cannot be stored. */
  TENANT_JOB_NOT_WRITTEN(1025),
  /** Tenants have enabled another product of the same module, such as its mode forward. */
  TENANT_OF_OTHER_PRODUCT(1026),
  /** A record on the topic of entitlements cannot be read. */
  ENTITLEMENT_UNREADABLE(1027),
  /** A tenant was prepared for a caller that did not wait for it. */
  TENANT_PREPARED(1028),
  /** Expired days of the journal or of receipts could not be removed. */
  RETENTION_FAILED(1031),
  /** Brokers do not acknowledge; events stay in the outbox. */
  RELAY_WAITS(1101),
  /** Brokers acknowledge again. */
  RELAY_GOES_ON(1102),
  /** A round of the relay failed and will be repeated. */
  RELAY_FAILED(1103),
  /** Brokers reject an event permanently; it is parked in the outbox. */
  EVENT_REFUSED(1104),
  /** Events were sent again, because a subscription misses them. */
  EVENTS_REPUBLISHED(1105),
  /** Requests for missing events cannot be read or answered. */
  REQUESTS_UNREAD(1106),
  /** A topic has lost partitions that pending records were assigned to. */
  PARTITIONS_GONE(1107),
  /** Partitions were assigned. */
  PARTITIONS_ASSIGNED(1201),
  /** Partitions were revoked after their running batches ended. */
  PARTITIONS_REVOKED(1202),
  /** A batch did not end within the revocation limit of its partition. */
  REVOKE_OVERDUE(1203),
  /** Offsets could not be committed. */
  COMMIT_FAILED(1204),
  /** A batch failed with a transient error and will be retried. */
  BATCH_REPEATED(1205),
  /** The poll loop failed and continues. */
  POLL_FAILED(1206),
  /** A handler has been working on a batch for a long time. */
  BATCH_SLOW(1207),
  /** No member of the group reads some partitions. */
  PARTITIONS_UNREAD(1208),
  /** All partitions have a reader again. */
  PARTITIONS_READ_AGAIN(1209),
  /** An event was parked. */
  EVENT_PARKED(1301),
  /** Parked events were released. */
  KEY_RELEASED(1302),
  /** A released event could not be applied and stays parked. */
  RELEASE_FAILED(1303),
  /** A record that cannot be read as an event was parked. */
  RECORD_UNREADABLE(1304),
  /** Records were read again at an operator's request. */
  RECORDS_REPLAYED(1305),
  /** A missing sequence did not arrive within the hold time. */
  GAP_OPEN(1402),
  /** A missing sequence arrived late and was applied. */
  GAP_HEALED(1403),
  /** The producer is asked for missing events. */
  GAP_REQUESTED(1404),
  /** Missing events are no longer in the journal of the producer. */
  GAP_UNAVAILABLE(1405),
  /** A beacon states events that have not arrived, and no later event shows the gap. */
  TAIL_LOST(1406),
  /** Events that a beacon had stated have arrived. */
  TAIL_HEALED(1407),
  /** Canaries do not arrive. */
  CANARY_LATE(1408),
  /** Canaries arrive again. */
  CANARY_BACK(1409),
  /** Events on a partition do not come from the producer that sends its beacons. */
  TAIL_FOREIGN(1410),
  /** The mode of the witness. */
  WITNESS_CHOSEN(1501),
  /** The witness cannot look for missing events. */
  WITNESS_FAILED(1502),
  /** Loans changed, and their events never arrived. */
  EVENT_NEVER_PUBLISHED(1511),
  /** Loans changed in a way for which no module publishes an event. */
  EVENT_DERIVED_BY_RULE(1512),
  /** Events arrived, and their loans did not change. */
  EVENT_PHANTOM(1513),
  /** Loans changed, and storage's records of the change never arrived. */
  LOAN_RECORD_LOST(1514),
  /** The change of a loan is ambiguous. */
  LOAN_CHANGE_AMBIGUOUS(1515),
  /** An original event arrived after it had been derived. */
  ORIGINAL_LATE(1516),
  /** A component has work and does not move. */
  STANDSTILL(1601),
  /** The component moves again. */
  STANDSTILL_OVER(1602),
  /** A loop ended unexpectedly and starts again. */
  LOOP_FAILED(1603),
  /** Another process has the same EVENT_INSTANCE_ID. */
  INSTANCE_NOT_ALONE(1604),
  /** A request failed for an unexpected reason. */
  REQUEST_FAILED(2001),
  /** The readiness check failed. */
  READINESS_UNKNOWN(2002),
  /** An event that was pushed over HTTP cannot be applied. */
  PUSHED_EVENT_POISON(2101),
  /** Pushed events cannot be applied at the moment; they stay stored. */
  PUSHED_EVENTS_WAIT(2102),
  /** Obsolete rows could not be removed. */
  SWEEP_FAILED(2103),
  /** A synchronization job stopped early. */
  SYNCHRONIZATION_STOPPED(2104),
  /** A synchronization job is done. */
  SYNCHRONIZATION_DONE(2105),
  /** A query reads much of a large collection. */
  QUERY_UNAIDED(2106),
  /** An event that mod-pubsub accepted in mode shadow could not be noted. */
  SHADOW_NOT_NOTED(2107);

  private final String text;

  LogCode(int number) {
    this.text = "CEB-" + number;
  }

  /** The code as it is logged, for example {@code CEB-1101}. */
  @Override
  public String toString() {
    return text;
  }
}

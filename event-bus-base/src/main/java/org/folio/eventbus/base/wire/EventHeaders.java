/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.wire;

/**
 * The spelling of each record header: CloudEvents 1.0 in Kafka's binary content mode (attributes
 * with the prefix {@code ce_}), W3C trace context, and the headers that FOLIO's own consumers read.
 */
public final class EventHeaders {

  /** Version of the CloudEvents specification. */
  public static final String SPEC_VERSION = "ce_specversion";

  /** Types that begin so are the bus's own business and no events. */
  public static final String CONTROL_TYPES = "org.folio.eventbus.";

  /** Event id. */
  public static final String ID = "ce_id";

  /** Event type. */
  public static final String TYPE = "ce_type";

  /** Module that published the event. */
  public static final String SOURCE = "ce_source";

  /** The event's key. */
  public static final String SUBJECT = "ce_subject";

  /** When the fact happened, RFC 3339. */
  public static final String TIME = "ce_time";

  /** Identifier of the payload's schema. */
  public static final String DATA_SCHEMA = "ce_dataschema";

  /** Media type of the value, named as CloudEvents' Kafka binding demands. */
  public static final String CONTENT_TYPE = "content-type";

  /** Number within the key, 20 digits with leading zeros, so that texts sort as numbers. */
  public static final String SEQUENCE = "ce_sequence";

  /** Operation that the event belongs to. */
  public static final String OPERATION_ID = "ce_operationid";

  /** Position in the operation, from 0. */
  public static final String OPERATION_INDEX = "ce_operationindex";

  /** Number of events of the operation. */
  public static final String OPERATION_SIZE = "ce_operationsize";

  /**
   * The record from which an event was derived, because the module that should have published the
   * event did not.
   */
  public static final String DERIVED_FROM = "ce_derivedfrom";

  /** W3C trace context. */
  public static final String TRACEPARENT = "traceparent";

  /** Tenant, in exactly the letter case that mod-patron-blocks' native consumer looks for. */
  public static final String TENANT = "X-Okapi-Tenant";

  /** Tenant, as folio-kafka-wrapper writes it. */
  public static final String FOLIO_TENANT = "folio.tenantId";

  /** Okapi's request id. */
  public static final String REQUEST_ID = "X-Okapi-Request-Id";

  /** The staff member who acted. */
  public static final String USER_ID = "X-Okapi-User-Id";

  /** An access token; never written, stored or logged by the bus. */
  public static final String TOKEN = "X-Okapi-Token";

  private EventHeaders() {}
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.trace;

import io.opentelemetry.api.common.AttributeKey;

/**
 * The spelling of span attributes: OpenTelemetry's semantic conventions for messaging, and the
 * bus's own. None of them ever holds a payload, a key, a user id or the text of an exception, which
 * may contain any of these.
 */
final class Attributes {

  static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
  static final AttributeKey<String> OPERATION_NAME =
      AttributeKey.stringKey("messaging.operation.name");
  static final AttributeKey<String> OPERATION_TYPE =
      AttributeKey.stringKey("messaging.operation.type");
  static final AttributeKey<String> DESTINATION =
      AttributeKey.stringKey("messaging.destination.name");
  static final AttributeKey<String> GROUP = AttributeKey.stringKey("messaging.consumer.group.name");
  static final AttributeKey<String> MESSAGE_ID = AttributeKey.stringKey("messaging.message.id");
  static final AttributeKey<Long> BATCH_COUNT =
      AttributeKey.longKey("messaging.batch.message_count");
  static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

  /** The tenant of all events of the span. */
  static final AttributeKey<String> TENANT = AttributeKey.stringKey("eventbus.tenant");

  /** The subscription that applies the events. */
  static final AttributeKey<String> SUBSCRIPTION = AttributeKey.stringKey("eventbus.subscription");

  static final String KAFKA = "kafka";

  private Attributes() {}
}

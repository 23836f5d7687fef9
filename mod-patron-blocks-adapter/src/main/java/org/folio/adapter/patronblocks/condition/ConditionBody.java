/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.condition;

import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.folio.eventbus.okapi.collection.BodyFields;
import org.folio.eventbus.okapi.collection.RecordMetadata;
import org.folio.eventbus.okapi.http.ErrorBody;
import org.folio.eventbus.okapi.http.HttpFailure;

/** Reads and checks the body of a PUT on a condition. */
final class ConditionBody {

  static final String MESSAGE_NEEDED =
      "Message to be displayed is a required field if one or more blocked actions selected";
  static final String ACTION_NEEDED =
      "One or more blocked actions must be selected for message to be displayed to be used";

  private static final String PARAMETER = "patron block condition id";

  private ConditionBody() {}

  /**
   * The condition that the body describes, with the body's own id.
   *
   * @throws HttpFailure 422 or 400
   */
  static BlockCondition read(JsonObject body) {
    BodyFields fields =
        new BodyFields(body)
            .uuid("id")
            .text("name")
            .flag("blockBorrowing")
            .flag("blockRenewals")
            .flag("blockRequests")
            .oneOf("valueType", ValueType.INTEGER.id(), ValueType.DOUBLE.id())
            .optionalText("message")
            .ignored(RecordMetadata.NAME)
            .check();
    BlockCondition condition =
        new BlockCondition(
            fields.get("id", UUID.class),
            fields.get("name", String.class),
            fields.get("blockBorrowing", Boolean.class),
            fields.get("blockRenewals", Boolean.class),
            fields.get("blockRequests", Boolean.class),
            fields.get("valueType", String.class),
            fields.find("message", String.class));
    checkMessage(condition);
    return condition;
  }

  private static void checkMessage(BlockCondition condition) {
    if (condition.blocksSomething() && !condition.hasMessage()) {
      throw refused(MESSAGE_NEEDED, condition);
    }
    if (!condition.blocksSomething() && condition.hasMessage()) {
      throw refused(ACTION_NEEDED, condition);
    }
  }

  private static HttpFailure refused(String message, BlockCondition condition) {
    return HttpFailure.invalid(ErrorBody.of(message, PARAMETER, condition.id().toString()));
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.limit;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.UUID;
import org.folio.adapter.patronblocks.condition.ConditionKind;
import org.folio.adapter.patronblocks.condition.ValueType;
import org.folio.eventbus.okapi.collection.BodyFields;
import org.folio.eventbus.okapi.collection.RecordMetadata;
import org.folio.eventbus.okapi.http.ErrorBody;
import org.folio.eventbus.okapi.http.HttpFailure;

/** Reads and checks the body of a POST or PUT on a limit. */
final class LimitBody {

  static final String NO_AMOUNT = "Must be blank or a number from 0.00 to 999999.99";
  static final String NO_COUNT = "Must be blank or an integer from 0 to 999999";

  private static final BigDecimal HIGHEST_AMOUNT = new BigDecimal("999999.99");
  private static final BigDecimal HIGHEST_COUNT = new BigDecimal("999999");

  // Any number of decimals is allowed; a longer text is an attack, not an amount.
  private static final int MOST_DECIMALS = 1_000;

  private LimitBody() {}

  /**
   * The limit that the body describes, with the body's own id.
   *
   * @throws HttpFailure 422 or 400
   */
  static BlockLimit read(JsonObject body) {
    BodyFields fields =
        new BodyFields(body)
            .uuid("id")
            .uuid("patronGroupId")
            .uuid("conditionId")
            .number("value")
            .ignored(RecordMetadata.NAME)
            .check();
    BlockLimit limit =
        new BlockLimit(
            fields.get("id", UUID.class),
            fields.get("patronGroupId", UUID.class),
            fields.get("conditionId", UUID.class),
            fields.get("value", BigDecimal.class));
    checkValue(limit);
    return limit;
  }

  // Limits of unknown conditions are checked as numbers of items; the database rejects them later.
  private static void checkValue(BlockLimit limit) {
    ValueType type =
        ConditionKind.of(limit.conditionId())
            .map(ConditionKind::valueType)
            .orElse(ValueType.INTEGER);
    boolean allowed =
        switch (type) {
          case DOUBLE -> isWithin(limit.value(), HIGHEST_AMOUNT);
          case INTEGER -> isWithin(limit.value(), HIGHEST_COUNT) && isWhole(limit.value());
        };
    if (!allowed) {
      throw HttpFailure.invalid(
          ErrorBody.of(
              type == ValueType.DOUBLE ? NO_AMOUNT : NO_COUNT, "value", limit.value().toString()));
    }
  }

  private static boolean isWithin(BigDecimal value, BigDecimal highest) {
    return value.signum() >= 0
        && value.compareTo(highest) <= 0
        && Math.abs((long) value.scale()) <= MOST_DECIMALS;
  }

  private static boolean isWhole(BigDecimal value) {
    return value.stripTrailingZeros().scale() <= 0;
  }
}

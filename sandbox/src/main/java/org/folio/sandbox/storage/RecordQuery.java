/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.storage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of CQL that comparisons with storage use: conditions joined by {@code and}, and an
 * order. Any other query is refused, because a partial interpretation would return wrong records.
 *
 * @param order fields, in this order
 */
record RecordQuery(Predicate<ObjectNode> condition, List<String> order) {

  private static final String FIELD = "(id|userId|loanId|itemId|status\\.name)";
  private static final Pattern COMPARISON =
      Pattern.compile(FIELD + "\\s*(==|>|<)\\s*(?:\"([^\"\\\\*?^]*)\"|([A-Za-z0-9-]+))");
  private static final Pattern ORDER = Pattern.compile("(?i)\\s*\\bsortBy\\s+(.+)$");
  private static final Pattern AND = Pattern.compile("(?i)\\s+and\\s+");

  /**
   * Reads a query.
   *
   * @throws IllegalArgumentException if it is not understood
   */
  static RecordQuery of(String cql) {
    String conditions = cql.strip();
    List<String> order = List.of("id");
    Matcher sorted = ORDER.matcher(conditions);
    if (sorted.find()) {
      order = List.of(sorted.group(1).strip().split("\\s+"));
      order.stream().filter(field -> !field.matches(FIELD)).forEach(RecordQuery::refuse);
      conditions = conditions.substring(0, sorted.start()).strip();
    }
    Predicate<ObjectNode> all = one -> true;
    if (!conditions.isEmpty() && !conditions.equals("cql.allRecords=1")) {
      for (String condition : AND.split(conditions)) {
        all = all.and(comparison(condition.strip()));
      }
    }
    return new RecordQuery(all, order);
  }

  private static Predicate<ObjectNode> comparison(String text) {
    Matcher matcher = COMPARISON.matcher(text);
    if (!matcher.matches()) {
      refuse(text);
    }
    String field = matcher.group(1);
    String value = matcher.group(3) == null ? matcher.group(4) : matcher.group(3);
    return switch (matcher.group(2)) {
      case "==" -> one -> value(one, field).equals(value);
      // A record without the field is neither greater nor less.
      case ">" -> one -> !value(one, field).isEmpty() && value(one, field).compareTo(value) > 0;
      default -> one -> !value(one, field).isEmpty() && value(one, field).compareTo(value) < 0;
    };
  }

  private static void refuse(String part) {
    throw new IllegalArgumentException("This stand-in does not understand \"" + part + "\"");
  }

  private static String value(ObjectNode one, String field) {
    return one.at("/" + field.replace('.', '/')).asText("");
  }

  /** The matching records in the requested order. */
  List<ObjectNode> of(Collection<ObjectNode> records) {
    Comparator<ObjectNode> comparator = Comparator.comparing(one -> value(one, order.get(0)));
    for (String field : order.subList(1, order.size())) {
      comparator = comparator.thenComparing(one -> value(one, field));
    }
    List<ObjectNode> found = new ArrayList<>(records.stream().filter(condition).toList());
    found.sort(comparator);
    return found;
  }
}

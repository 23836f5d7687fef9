/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;

/**
 * A typical search in the circulation log (contract: mod-audit 3.8 and its examples).
 *
 * @param name the name in the report
 * @param query creates CQL for a random patron, item, place or time of a log with that many records
 */
record Search(String name, BiFunction<Random, Integer, String> query) {

  private static final String NEWEST = " sortby date/sort.descending";

  /** Ordered by frequency of use; no index supports the last one. */
  static final List<Search> ALL =
      List.of(
          new Search("newest records", (random, records) -> "cql.allRecords=1" + NEWEST),
          new Search(
              "of a patron, by bar code",
              (random, records) -> "userBarcode==" + patronBarcode(random, records) + NEWEST),
          new Search(
              "of an item, by bar code",
              (random, records) -> "items=" + itemBarcode(random, records) + NEWEST),
          new Search(
              "of a loan, by id", (random, records) -> "items=" + loan(random, records) + NEWEST),
          new Search(
              "of an item at a service point",
              (random, records) ->
                  "items=%s and servicePointId==%s%s"
                      .formatted(itemBarcode(random, records), servicePoint(random), NEWEST)),
          new Search(
              "of two actions in a month",
              (random, records) ->
                  "action==(\"Billed\" or \"Paid fully\") and %s%s"
                      .formatted(month(random), NEWEST)),
          new Search(
              "of an object on a day",
              (random, records) -> "object==Loan and %s%s".formatted(day(random), NEWEST)),
          new Search(
              "of a service point, newest",
              (random, records) -> "servicePointId==" + servicePoint(random) + NEWEST),
          new Search(
              "of a patron, by id",
              (random, records) ->
                  "linkToIds.userId==" + uuid(6, random.nextInt(patrons(records))) + NEWEST),
          new Search(
              "words of a description in a month",
              (random, records) ->
                  "description=\"no address\" and %s%s".formatted(month(random), NEWEST)),
          new Search(
              "of a librarian in a month, without index",
              (random, records) ->
                  "source==\"Librarian%s, Ada\" and %s%s"
                      .formatted(random.nextInt(200), month(random), NEWEST)));

  private static int patrons(int records) {
    return records / LogFill.RECORDS_OF_A_PATRON;
  }

  private static int item(Random random, int records) {
    return random.nextInt(records / LogFill.RECORDS_OF_AN_ITEM);
  }

  private static String patronBarcode(Random random, int records) {
    return Integer.toString(100_000 + random.nextInt(patrons(records)));
  }

  private static String itemBarcode(Random random, int records) {
    return Integer.toString(10_000_000 + item(random, records));
  }

  private static String loan(Random random, int records) {
    return uuid(4, item(random, records) * 16 + random.nextInt(16));
  }

  private static String servicePoint(Random random) {
    return uuid(5, random.nextInt(LogFill.SERVICE_POINTS));
  }

  private static String month(Random random) {
    YearMonth month = LogFill.FIRST.plusMonths(random.nextInt(LogFill.MONTHS));
    return "date>=\"%s-01\" and date<\"%s-01\"".formatted(month, month.plusMonths(1));
  }

  private static String day(Random random) {
    LocalDate day = LogFill.FIRST.atDay(1).plusDays(random.nextInt(700));
    return "date>=\"%s\" and date<\"%s\"".formatted(day, day.plusDays(1));
  }

  // The same id as in the filled records: md5 of kind and number, in the form of a UUID.
  private static String uuid(int kind, int number) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5")
              .digest((kind + ":" + number).getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of()
          .formatHex(digest)
          .replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

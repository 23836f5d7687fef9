/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Payloads of the loan events as mod-circulation writes them.
 *
 * <p>Every method returns an unmodifiable map of JSON values in the order of the fields. Dates are
 * in UTC with exactly three fraction digits. No argument may be {@code null}. Safe for use by
 * several threads.
 */
public final class LoanEvents {

  private static final DateTimeFormatter ISO_MILLIS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);
  private static final ObjectMapper JSON = new ObjectMapper();

  private LoanEvents() {}

  /** Unit of a grace period, by its name in loan policies. */
  public enum Interval {
    MINUTES("Minutes"),
    HOURS("Hours"),
    DAYS("Days"),
    WEEKS("Weeks"),
    MONTHS("Months");

    private final String id;

    Interval(String id) {
      this.id = id;
    }
  }

  /**
   * How long a loan may be overdue without consequences.
   *
   * @param duration number of intervals, at least 1
   */
  public record GracePeriod(int duration, Interval interval) {

    /**
     * Rejects values that mod-patron-blocks would reject.
     *
     * @throws IllegalArgumentException if the duration is less than 1
     */
    public GracePeriod {
      Objects.requireNonNull(interval, "interval");
      if (duration < 1) {
        throw new IllegalArgumentException("A grace period lasts at least 1, not " + duration);
      }
    }

    private Map<String, Object> payload() {
      Map<String, Object> payload = new LinkedHashMap<>();
      payload.put("duration", duration);
      payload.put("intervalId", interval.id);
      return Collections.unmodifiableMap(payload);
    }
  }

  /** {@code ITEM_CHECKED_OUT} under a loan policy without grace period. */
  public static Map<String, Object> itemCheckedOut(UUID userId, UUID loanId, Instant dueDate) {
    return with(userId, loanId, "dueDate", ISO_MILLIS.format(dueDate));
  }

  /** {@code ITEM_CHECKED_OUT} under a loan policy with a grace period. */
  public static Map<String, Object> itemCheckedOut(
      UUID userId, UUID loanId, Instant dueDate, GracePeriod gracePeriod) {
    Map<String, Object> payload = loan(userId, loanId);
    payload.put("dueDate", ISO_MILLIS.format(dueDate));
    payload.put("gracePeriod", gracePeriod.payload());
    return Collections.unmodifiableMap(payload);
  }

  /** {@code ITEM_CHECKED_IN} with the date entered at check-in. */
  public static Map<String, Object> itemCheckedIn(UUID userId, UUID loanId, Instant returnDate) {
    return with(userId, loanId, "returnDate", ISO_MILLIS.format(returnDate));
  }

  /** {@code ITEM_CHECKED_IN} without its optional date. */
  public static Map<String, Object> itemCheckedIn(UUID userId, UUID loanId) {
    return loanOnly(userId, loanId);
  }

  /** {@code ITEM_DECLARED_LOST}. */
  public static Map<String, Object> itemDeclaredLost(UUID userId, UUID loanId) {
    return loanOnly(userId, loanId);
  }

  /** {@code ITEM_AGED_TO_LOST}. */
  public static Map<String, Object> itemAgedToLost(UUID userId, UUID loanId) {
    return loanOnly(userId, loanId);
  }

  /** {@code ITEM_CLAIMED_RETURNED}. */
  public static Map<String, Object> itemClaimedReturned(UUID userId, UUID loanId) {
    return loanOnly(userId, loanId);
  }

  /** {@code LOAN_CLOSED}. */
  public static Map<String, Object> loanClosed(UUID userId, UUID loanId) {
    return loanOnly(userId, loanId);
  }

  /**
   * {@code LOAN_DUE_DATE_CHANGED}.
   *
   * @param dueDate the due date now on the loan, changed or not
   * @param byRecall whether a recall has ever shortened the loan, by this change or before
   */
  public static Map<String, Object> loanDueDateChanged(
      UUID userId, UUID loanId, Instant dueDate, boolean byRecall) {
    Map<String, Object> payload = loan(userId, loanId);
    payload.put("dueDate", ISO_MILLIS.format(dueDate));
    payload.put("dueDateChangedByRecall", byRecall);
    return Collections.unmodifiableMap(payload);
  }

  /** A payload as JSON text. */
  public static String json(Map<String, Object> payload) {
    try {
      return JSON.writeValueAsString(payload);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not a JSON value: " + payload, e);
    }
  }

  private static Map<String, Object> loanOnly(UUID userId, UUID loanId) {
    return Collections.unmodifiableMap(loan(userId, loanId));
  }

  private static Map<String, Object> with(UUID userId, UUID loanId, String name, Object value) {
    Map<String, Object> payload = loan(userId, loanId);
    payload.put(name, value);
    return Collections.unmodifiableMap(payload);
  }

  private static Map<String, Object> loan(UUID userId, UUID loanId) {
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("userId", userId.toString());
    payload.put("loanId", loanId.toString());
    return payload;
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.fact;

import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Registers of many rows as columns, which one statement expands with {@code unnest}.
 *
 * @param <K> identifies a row
 * @param <R> the registers of a row
 */
public final class RegisterColumns<K, R> {

  private final List<Map.Entry<K, R>> rows;

  /** The columns of some rows, each in the order of the keys. */
  public RegisterColumns(SortedMap<K, R> rows) {
    this.rows = List.copyOf(rows.entrySet());
  }

  /**
   * The assignments that replace the columns of a register, or leave all of them unchanged.
   *
   * @param condition of SQL, over {@code known} and {@code excluded}
   */
  public static String replaced(List<String> columns, String condition) {
    return columns.stream()
        .map(
            column ->
                "%1$s = CASE WHEN %2$s THEN excluded.%1$s ELSE known.%1$s END"
                    .formatted(column, condition))
        .collect(Collectors.joining(",\n  "));
  }

  /** A column with a value of each row. */
  public <T> T[] of(IntFunction<T[]> array, Function<Map.Entry<K, R>, @Nullable T> value) {
    return rows.stream().map(value).toArray(array);
  }

  /** A column with a value of a register, null where the register is not written. */
  public <V, T> T[] ofStamped(
      IntFunction<T[]> array,
      Function<R, @Nullable Stamped<V>> register,
      Function<V, @Nullable T> value) {
    return of(
        array,
        row -> {
          Stamped<V> stamped = register.apply(row.getValue());
          return stamped == null ? null : value.apply(stamped.value());
        });
  }

  /** A column with a value of a register, false where the register is not written. */
  public <V> Boolean[] flags(
      Function<R, @Nullable Stamped<V>> register, Function<V, Boolean> value) {
    return of(
        Boolean[]::new,
        row -> {
          Stamped<V> stamped = register.apply(row.getValue());
          return stamped != null && value.apply(stamped.value());
        });
  }

  /** Adds two columns: sequence and time of a register. */
  public void addStamps(Tuple parameters, Function<R, ? extends @Nullable Stamped<?>> register) {
    parameters.addValue(
        of(
            Long[]::new,
            row -> {
              Stamped<?> stamped = register.apply(row.getValue());
              return stamped == null ? Stamped.UNWRITTEN : stamped.sequence();
            }));
    parameters.addValue(
        of(
            OffsetDateTime[]::new,
            row -> {
              Stamped<?> stamped = register.apply(row.getValue());
              return stamped == null ? null : stamped.at().atOffset(ZoneOffset.UTC);
            }));
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.value;

import org.jspecify.annotations.Nullable;

/**
 * One reason why an event is not valid.
 *
 * @param path the path in the event, with dots and indexes, for example {@code payload.dueDate}
 * @param value the rejected value as text, or null if it is missing
 * @param message the problem in the words of FOLIO's modules, for example {@code must not be null}
 * @param code the message's key, for example {@code jakarta.validation.constraints.NotNull.message}
 */
public record Violation(String path, @Nullable String value, String message, String code) {}

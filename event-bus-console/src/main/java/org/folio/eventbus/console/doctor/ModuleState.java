/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.doctor;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a module.
 *
 * @param moduleId its id with the version; null if it is not known
 * @param tookMillis how long it took to answer a question for an event
 * @param skewMillis how far its clock is before the one here at least; null if it does not tell the
 *     time
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModuleState(
    String module,
    @Nullable String moduleId,
    boolean answered,
    long tookMillis,
    @Nullable Long skewMillis) {}

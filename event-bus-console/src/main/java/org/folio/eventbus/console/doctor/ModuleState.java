/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.doctor;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The state of a module.
 *
 * @param moduleId its id with the version; null if it is not known
 * @param tookMillis how long its answer to a question about an event took
 * @param skewMillis the minimum by which its clock is ahead of the local one; null if it does not
 *     send the time
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModuleState(
    String module,
    @Nullable String moduleId,
    boolean answered,
    long tookMillis,
    @Nullable Long skewMillis) {}

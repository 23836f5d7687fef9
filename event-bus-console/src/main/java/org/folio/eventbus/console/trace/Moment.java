/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.trace;

/**
 * A moment in the history of an event.
 *
 * @param at the time
 * @param event type and sequence of the event
 * @param what a verdict or an outcome
 * @param evidence the source
 */
public record Moment(String at, String event, String module, String what, String evidence) {}

/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.trace;

/**
 * Something that happened to an event.
 *
 * @param at when
 * @param event type and sequence of the event
 * @param what a verdict or an outcome
 * @param evidence what it is known by
 */
public record Moment(String at, String event, String module, String what, String evidence) {}
